// npm run bench -- <subject>: runs one benchmark; without a subject it lists them.
import { existsSync, readdirSync } from 'node:fs';
import path from 'node:path';

const folder = import.meta.dirname;
const subjects = readdirSync(folder).filter((name) => existsSync(path.join(folder, name, 'main.ts')));
const subject = process.argv.slice(2).find((argument) => !argument.startsWith('-'));

if (subject && subjects.includes(subject)) await import(new URL(`./${subject}/main.ts`, import.meta.url).href);
else {
  if (subject) console.error(`There is no benchmark ${subject}.`);
  console.log(`npm run bench -- <${subjects.join('|')}> [--json]`);
  process.exitCode = subject ? 1 : 0;
}
