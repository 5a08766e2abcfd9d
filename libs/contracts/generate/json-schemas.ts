// Writes schemas/<type>.json for every contract; `prettier --write schemas` after it. A spec compares.
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { allContracts } from '../src/index.ts';
import { jsonSchemaOf } from '../src/json-schema.ts';

const folder = path.join(import.meta.dirname, '../schemas');
rmSync(folder, { recursive: true, force: true });
mkdirSync(folder);
for (const contract of allContracts) writeFileSync(path.join(folder, `${contract.type}.json`), jsonSchemaOf(contract));
