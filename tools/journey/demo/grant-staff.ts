import { spawn } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';

const root = path.join(import.meta.dirname, '../../..');

/** Gives staff roles by the operator's command, as an operator would; `env` says which database. */
export const grantStaff =
  (env: NodeJS.ProcessEnv) =>
  async (email: string, role: string): Promise<void> => {
    const command = spawn(process.execPath, [path.join(root, 'tools/staff/main.ts'), 'grant', email, role], {
      cwd: root,
      env,
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let said = '';
    command.stdout.on('data', (chunk) => (said += String(chunk)));
    command.stderr.on('data', (chunk) => (said += String(chunk)));
    const [code] = (await once(command, 'close')) as [number | null];
    if (code !== 0) throw new Error(`npm run staff -- grant ${email} ${role} ended with ${code}: ${said}`);
  };
