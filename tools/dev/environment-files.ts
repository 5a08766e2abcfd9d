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
    writeFileSync(environmentFileOf(name, dataDir), `${lines.join('\n')}\n`, { mode: 0o600 });
  }
}

/** Where the settings of a subgraph are written. */
export const environmentFileOf = (name: string, dataDir: string): string => path.join(folderOf(dataDir), `${name}.env`);

/** How to start a subgraph that is expected elsewhere. */
export const commandFor = (name: string, dataDir: string): string =>
  `node_modules/.bin/node --watch --env-file ${environmentFileOf(name, dataDir)} apps/${name}/src/main.ts`;
