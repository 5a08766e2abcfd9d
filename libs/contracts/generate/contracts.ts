import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { contractSetOf } from '../src/compatibility/contract-set.ts';
import { allContracts } from '../src/index.ts';
import { generatedFiles } from './generated-files.ts';
import { broken, changedSince, objections, RELEASED, releasedSets, textOf } from './released.ts';
import { writeAll } from './write-all.ts';

// npm run contracts -- --check            fails when a contract breaks what a released version promised
// npm run contracts -- release <version>  writes released/<version>.json; what is released is never written again
const [command, version = ''] = process.argv.slice(2);

if (command === '--check') check();
else if (command === 'release') await release();
else fail(['npm run contracts -- --check | release <version>']);

function check(): void {
  const released = releasedSets();
  const current = contractSetOf('unreleased', allContracts);
  fail(broken(released, current));
  const changed = changedSince(released.at(-1), current);
  console.log(
    `${allContracts.length} contracts break none of ${released.length} released versions; changed since ${released.at(-1)?.version}: ${changed.join(', ') || 'none'}`,
  );
}

async function release(): Promise<void> {
  const next = contractSetOf(version, allContracts);
  fail(objections(releasedSets(), next));
  writeFileSync(path.join(RELEASED, `${version}.json`), textOf(next), { flag: 'wx' });
  console.log(`libs/contracts/released/${version}.json written`);
  await writeAll(generatedFiles());
}

function fail(sentences: readonly string[]): void {
  if (sentences.length === 0) return;
  for (const sentence of sentences) console.error(sentence);
  process.exit(1);
}
