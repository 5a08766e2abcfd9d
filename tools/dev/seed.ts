import { spawn } from 'node:child_process';
import path from 'node:path';
import type { Graph } from './graph.ts';
import { operatorEnvironment } from './environment.ts';

const root = path.join(import.meta.dirname, '../..');

/** Plays the demo through the API of a running graph; false if it did not get to its end. */
export async function seedGraph(graph: Graph, say: (line: string) => void, signal?: AbortSignal): Promise<boolean> {
  say('Playing the demo into the new graph …');
  const child = spawn(process.execPath, [path.join(root, 'tools/seed/main.ts'), '--url', graph.url], {
    cwd: root,
    stdio: ['ignore', 'inherit', 'inherit'],
    signal,
    env: operatorEnvironment(graph),
  });
  const code = await new Promise<number | null>((resolve) => {
    child.once('error', () => resolve(null)).once('exit', resolve);
  });
  signal?.throwIfAborted();
  if (code !== 0) say('The demo is incomplete; it is taken up again at the next start, or with npm run seed.');
  return code === 0;
}
