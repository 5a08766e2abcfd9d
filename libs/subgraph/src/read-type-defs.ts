import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { concatAST, parse, Source, type DocumentNode } from 'graphql';

const SHARED = join(import.meta.dirname, 'shared.graphql');

/** The schema of a subgraph: shared.graphql and every `*.graphql` under `dir`, in the order of their paths. */
export function readTypeDefs(dir: string): DocumentNode {
  const files = readdirSync(dir, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.graphql'))
    .sort()
    .map((name) => join(dir, name));
  return concatAST([SHARED, ...files].map((file) => parse(new Source(readFileSync(file, 'utf8'), file))));
}
