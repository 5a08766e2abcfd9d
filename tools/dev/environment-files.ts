import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { environmentOf, type Wiring } from './environment.ts';
import { SUBGRAPHS } from './ports.ts';

const folderOf = (dataDir: string): string => path.join(dataDir, 'env');

/** What each subgraph would be started with, as a file for `node --env-file`: to run one by hand against the rest. */
export function writeEnvironmentFiles(dataDir: string, wiring: Wiring): void {
  mkdirSync(folderOf(dataDir), { recursive: true, mode: 0o700 });
  for (const name of SUBGRAPHS) {
    const lines = Object.entries(environmentOf(name, wiring)).map(([setting, value]) => `${setting}='${value}'`);
    writeFileSync(path.join(folderOf(dataDir), `${name}.env`), `${lines.join('\n')}\n`, { mode: 0o600 });
  }
}

/** How to start a subgraph that is expected elsewhere. */
export const commandFor = (name: string, dataDir: string): string =>
  `node_modules/.bin/node --watch --env-file ${path.join(folderOf(dataDir), `${name}.env`)} apps/${name}/src/main.ts`;
