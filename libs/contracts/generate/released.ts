import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import type { ContractSet } from '../src/compatibility/contract-set.ts';
import { incompatibilities, sentenceOf } from '../src/compatibility/incompatibilities.ts';

/** One file a released version, of which nothing is ever changed again. */
export const RELEASED = path.join(import.meta.dirname, '../released');

/** What was released, oldest first. */
export const releasedSets = (folder = RELEASED): readonly ContractSet[] =>
  readdirSync(folder)
    .filter((name) => name.endsWith('.json'))
    .map((name) => {
      const set = JSON.parse(readFileSync(path.join(folder, name), 'utf8')) as ContractSet;
      if (`${set.version}.json` !== name) throw new Error(`released/${name} says that it is ${set.version}`);
      return set;
    })
    .sort((a, b) => compareVersions(a.version, b.version));

/** A sentence for everything of the released versions that `current` breaks. */
export const broken = (released: readonly ContractSet[], current: ContractSet): readonly string[] =>
  released.flatMap((older) => incompatibilities(older, current)).map(sentenceOf);

/** Why this may not be the next released version; empty if it may. */
export function objections(released: readonly ContractSet[], next: ContractSet): readonly string[] {
  if (!/^\d+\.\d+\.\d+$/.test(next.version)) return [`${next.version} is no version: say e.g. 0.2.0`];
  if (released.some(({ version }) => version === next.version)) return [`${next.version} is released, and stays as it is`];
  const newest = released.at(-1);
  if (newest && compareVersions(next.version, newest.version) < 0) return [`${next.version} is older than ${newest.version}`];
  return broken(released, next);
}

/** The types whose contracts are new or have changed since a version. */
export const changedSince = (older: ContractSet | undefined, current: ContractSet): readonly string[] =>
  Object.entries(current.contracts)
    .filter(([type, shape]) => JSON.stringify(shape) !== JSON.stringify(older?.contracts[type]))
    .map(([type]) => type);

/** A line a contract, so that the difference between two files is the list of the contracts that have changed. */
export const textOf = ({ version, contracts }: ContractSet): string => {
  const lines = Object.keys(contracts)
    .sort()
    .map((type) => `    ${JSON.stringify(type)}: ${JSON.stringify(contracts[type])}`);
  return `{\n  "version": ${JSON.stringify(version)},\n  "contracts": {\n${lines.join(',\n')}\n  }\n}\n`;
};

function compareVersions(a: string, b: string): number {
  const [left, right] = [a, b].map((version) => version.split('.').map(Number));
  const first = left!.findIndex((part, index) => part !== right![index]);
  return first === -1 ? 0 : left![first]! - right![first]!;
}
