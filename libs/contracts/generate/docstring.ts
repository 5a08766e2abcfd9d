import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { EventContract } from '../src/index.ts';

/** What the docstring of a contract says: told once, to whoever reads the code, the JSON Schema or the AsyncAPI document. */
export function docstringOf({ name, source }: EventContract<unknown>): string {
  const file = path.join(import.meta.dirname, `../src${source}/${kebab(name)}.ts`);
  const said = new RegExp(`/\\*\\* ((?:(?!\\*/).)+) \\*/\\nexport const ${name} = `, 's').exec(readFileSync(file, 'utf8'))?.[1];
  if (!said) throw new Error(`${name} needs a docstring: one sentence that says what happened.`);
  return said.replace(/\s*\n \* /g, ' ');
}

/** `OfferIssued` → `offer-issued`: a contract lies in the file of its name. */
export const kebab = (name: string): string => name.replace(/(?<!^)[A-Z]/g, '-$&').toLowerCase();
