import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { composeServices } from '@apollo/composition';
import { contagious } from './contagious.ts';
import { parsePublicFields } from './public-fields.ts';
import { readSubgraphs } from './subgraphs.ts';
import { undescribed } from './undescribed.ts';
import { unguarded } from './unguarded.ts';
import { unplannable } from './unplannable.ts';
import { unsized } from './unsized.ts';

// npm run compose             writes infra/supergraph.graphql from the subgraphs' SDL, without a network
// npm run compose -- --check  changes nothing; fails when the file is stale or a rule of the schema is broken
const infra = path.join(import.meta.dirname, '../../infra');
const target = path.join(infra, 'supergraph.graphql');
const check = process.argv.includes('--check');

const subgraphs = readSubgraphs();
const { supergraphSdl, errors, hints } = composeServices([...subgraphs]);
for (const hint of hints ?? []) console.log(`hint: ${hint.toString()}`);
for (const error of errors ?? []) console.error(`error: ${error.message}`);
if (!supergraphSdl) process.exit(1);

const broken = [
  ...unguarded(supergraphSdl, parsePublicFields(readFileSync(path.join(infra, 'public-fields.txt'), 'utf8'))),
  ...unplannable(subgraphs),
  ...contagious(subgraphs),
  ...unsized(supergraphSdl),
  ...undescribed(supergraphSdl).map((coordinate) => `${coordinate} has no description`),
];
for (const sentence of broken) console.error(`error: ${sentence}`);

const stale = !existsSync(target) || readFileSync(target, 'utf8') !== supergraphSdl;
if (!check && stale) writeFileSync(target, supergraphSdl);
if (check && stale) console.error('error: infra/supergraph.graphql is not what the SDL composes to: run `npm run compose` and commit it');
if (broken.length > 0 || (check && stale)) process.exit(1);
console.log(
  `composed ${subgraphs.length} subgraphs in ${Math.round(performance.now())} ms; infra/supergraph.graphql ${stale ? 'written' : 'is up to date'}`,
);
