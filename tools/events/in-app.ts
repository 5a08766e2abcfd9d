import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { dataDirOf } from '@crossing/tool-dev/data-folder.ts';
import { environmentFileOf } from '@crossing/tool-dev/environment-files.ts';

const root = path.join(import.meta.dirname, '../..');
const leash = pathToFileURL(path.join(root, 'tools/dev/leash.ts')).href;

/**
 * Runs a command of the service itself, which alone has its reactions, as a process with the settings that the graph gave it; its
 * output is ours. Answers with how it ended.
 */
export function runInApp(service: string, words: readonly string[], env: NodeJS.ProcessEnv): Promise<number> {
  const settings = environmentFileOf(service, dataDirOf(env['DATA_DIR']));
  // Without the file everything must be in the environment, as for the service; what is there goes before the file.
  const file = existsSync(settings) ? ['--env-file', settings] : [];
  const script = path.join(root, 'apps', service, 'src/main.ts');
  const child = spawn(process.execPath, [...file, '--import', leash, script, ...words], {
    cwd: root,
    env,
    stdio: ['inherit', 'inherit', 'inherit', 'ipc'],
  });
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('exit', (code) => resolve(code ?? 1));
  });
}
