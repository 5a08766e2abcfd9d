import { readdirSync, rmSync } from 'node:fs';
import path from 'node:path';
import { isAlive } from '@crossing/tool-dev/is-alive.ts';

/** Removes what processes that are gone had begun to make: `name.4711` beside `name` is that of process 4711. */
export function removeLeftovers(folder: string, name: string): void {
  for (const entry of readdirSync(folder)) {
    const pid = entry.startsWith(`${name}.`) ? Number(entry.slice(name.length + 1)) : NaN;
    if (Number.isInteger(pid) && !isAlive(pid)) rmSync(path.join(folder, entry), { recursive: true, force: true });
  }
}
