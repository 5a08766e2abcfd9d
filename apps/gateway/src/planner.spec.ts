import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { composeServices } from '@apollo/composition';
import { operationFromDocument, type Schema } from '@apollo/federation-internals';
import type { QueryPlanner } from '@apollo/query-planner';
import { parse } from 'graphql';
import { createGateway } from './gateway.ts';
import { limitsWith } from './limits/spec-limits.ts';
import { subgraphClient, type SubgraphClient } from './subgraph-client.ts';
import { readSupergraph } from './supergraph.ts';

const quiet = (): void => undefined;
const log = { debug: quiet, info: quiet, warn: quiet, error: quiet };
const NAMES = ['a', 'b', 'c', 'd', 'e'];
const FIELDS = Array.from({ length: 8 }, (_value, index) => `f${index}`);

/** Five subgraphs of which each can answer everything: there are five to the eighth ways of asking for it. */
function supergraphFile(): string {
  const typeDefs = parse(`extend schema @link(url: "https://specs.apollo.dev/federation/v2.11", import: ["@key", "@shareable"])
    type Query { thing: Thing @shareable }
    type Thing @key(fields: "id") { id: ID! ${FIELDS.map((name) => `${name}: Part @shareable`).join(' ')} }
    type Part @key(fields: "id") { id: ID! name: String @shareable }`);
  const { supergraphSdl } = composeServices(NAMES.map((name) => ({ name, url: `http://${name}`, typeDefs })));
  const file = join(mkdtempSync(join(tmpdir(), 'gateway-planner-')), 'supergraph.graphql');
  writeFileSync(file, supergraphSdl!);
  return file;
}

/** The gateway's own parts, which it shows nobody. */
interface Planning {
  readonly queryPlanner: QueryPlanner;
  readonly apiSchema: Schema;
}

describe('the planner', () => {
  it('weighs no more plans than it may', async () => {
    const clients = new Map<string, SubgraphClient>(
      NAMES.map((name) => [name, subgraphClient({ name, url: 'http://127.0.0.1:1/graphql', key: '' }, 1_000)]),
    );
    const limits = limitsWith({ EVALUATED_PLANS_LIMIT: 100 });
    const gateway = createGateway({ supergraph: readSupergraph(supergraphFile()), clients, log, limits });
    await gateway.load();
    const { queryPlanner, apiSchema } = gateway as unknown as Planning;
    const document = parse(`{ thing { ${FIELDS.map((name) => `${name} { name }`).join(' ')} } }`);

    queryPlanner.buildQueryPlan(operationFromDocument(apiSchema, document));

    const { evaluatedPlanCount } = queryPlanner.lastGeneratedPlanStatistics()!;
    expect(evaluatedPlanCount).toBeGreaterThan(1);
    expect(evaluatedPlanCount).toBeLessThanOrEqual(100);
    await gateway.stop();
  });
});
