import { appendFile, mkdir, open, readFile, rename } from 'node:fs/promises';
import { join } from 'node:path';
import { headFrom, type AuditHead } from './audit-head.ts';

/** Where the signed heads of a service are kept. */
export interface HeadFiles {
  /** The newest head, the history's last if it is missing; null when there is none. Throws when what lies there is no head. */
  newest(): Promise<AuditHead | null>;
  /** The heads of all the hours, oldest first, and the newest. */
  all(): Promise<readonly AuditHead[]>;
  /** Puts the newest one in its place. */
  replace(head: AuditHead): Promise<void>;
  /** Adds one to the history. */
  append(head: AuditHead): Promise<void>;
}

/** `<service>.head.json` and `<service>.heads.jsonl` in a folder that whoever writes the database should not write. */
export function headFiles(folder: string, service: string): HeadFiles {
  const [newest, history] = [join(folder, `${service}.head.json`), join(folder, `${service}.heads.jsonl`)];
  const kept = async (file: string): Promise<readonly AuditHead[]> =>
    (await textOf(file))
      .split('\n')
      .filter((line) => line !== '')
      .map((line, index) => {
        try {
          return headFrom(line);
        } catch (error) {
          throw new Error(`Line ${index + 1} of ${file} cannot be read: ${(error as Error).message}`, { cause: error });
        }
      });
  return {
    newest: async () => (await kept(newest)).at(-1) ?? (await kept(history)).at(-1) ?? null,
    all: async () => [...(await kept(history)), ...(await kept(newest))],
    async replace(head) {
      await mkdir(folder, { recursive: true });
      await write(`${newest}.${process.pid}`, line(head));
      // A reader finds the old one or the new one, never half of one.
      await rename(`${newest}.${process.pid}`, newest);
    },
    async append(head) {
      await mkdir(folder, { recursive: true });
      await appendFile(history, line(head));
    },
  };
}

const line = (head: AuditHead): string => `${JSON.stringify(head)}\n`;

async function textOf(file: string): Promise<string> {
  try {
    return await readFile(file, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return '';
    throw error;
  }
}

async function write(file: string, text: string): Promise<void> {
  const handle = await open(file, 'w', 0o644);
  try {
    await handle.writeFile(text);
    await handle.sync();
  } finally {
    await handle.close();
  }
}
