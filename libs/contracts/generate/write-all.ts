import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { format, resolveConfig } from 'prettier';

const root = path.join(import.meta.dirname, '../../..');
const schemas = 'libs/contracts/schemas';

/** Writes the files that differ, as Prettier wants them, and removes the schemas of contracts that are no more. */
export async function writeAll(files: Readonly<Record<string, object>>): Promise<void> {
  for (const name of readdirSync(path.join(root, schemas))) {
    if (!(`${schemas}/${name}` in files)) rmSync(path.join(root, schemas, name));
  }
  for (const [name, content] of Object.entries(files)) {
    const file = path.join(root, name);
    const text = await format(JSON.stringify(content, null, 2), { ...(await resolveConfig(file)), filepath: file });
    if (existsSync(file) && readFileSync(file, 'utf8') === text) continue;
    writeFileSync(file, text);
    console.log(`${name} written`);
  }
}
