import path from 'node:path';
import { readTypeDefs } from '@crossing/subgraph/read-type-defs.ts';
import type { DocumentNode } from 'graphql';

export interface Subgraph {
  readonly name: string;
  /** Only a name in the supergraph: where a subgraph answers is the gateway's configuration (decisions D25). */
  readonly url: string;
  readonly typeDefs: DocumentNode;
}

const names = ['identity', 'contributor', 'company-verification', 'matching'];
const apps = path.join(import.meta.dirname, '../../apps');

/** The four subgraphs as their SDL files state them. */
export const readSubgraphs = (): readonly Subgraph[] =>
  names.map((name) => ({ name, url: `http://${name}/graphql`, typeDefs: readTypeDefs(path.join(apps, name, 'src')) }));
