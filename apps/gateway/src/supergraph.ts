import { readFileSync } from 'node:fs';
import { requirements, type Requirements } from '@crossing/subgraph/access/requirements.ts';
import { parse } from 'graphql';
import { costTable, type CostTable } from './limits/cost-table.ts';

export interface Supergraph {
  /** As the stock gateway takes it: it refuses specifications for SECURITY, since it does not enforce them. We do. */
  readonly sdl: string;
  readonly requirements: Requirements;
  readonly costs: CostTable;
  /** The names of the subgraphs in it. */
  readonly subgraphs: readonly string[];
}

const SECURITY_LINK = /(@link\(url: "https:\/\/specs\.apollo\.dev\/(?:authenticated|policy|requiresScopes)\/v[\d.]+"), for: SECURITY\)/g;

/** Reads the composed supergraph and the access rules in it. Throws for a security specification that we do not enforce. */
export function readSupergraph(file: string): Supergraph {
  const composed = readFileSync(file, 'utf8');
  const sdl = composed.replace(SECURITY_LINK, '$1)');
  const [unknown] = /@link\([^)]*for: SECURITY\)/.exec(sdl) ?? [];
  if (unknown !== undefined) throw new Error(`The gateway does not know how to enforce ${unknown}.`);
  const document = parse(composed);
  return {
    sdl,
    requirements: requirements(document),
    costs: costTable(document),
    subgraphs: [...composed.matchAll(/@join__graph\(name: "([^"]+)"/g)].map(([, name]) => name!),
  };
}
