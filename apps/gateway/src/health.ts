import type { HealthReport } from '@crossing/subgraph/operations-routes.ts';
import type { SubgraphClient } from './subgraph-client.ts';

type Status = HealthReport['status'];

export interface GatewayHealth extends HealthReport {
  /** By subgraph, and `supergraph`. */
  readonly checks: Readonly<Record<string, { readonly status: Status; readonly detail?: string }>>;
}

const TIMEOUT_MS = 1_000;

/**
 * How the graph is. Down until every subgraph was there once; when one goes away later the gateway stays in service, since it
 * still answers the fields of the others.
 */
export function graphHealth(clients: readonly SubgraphClient[]): () => Promise<GatewayHealth> {
  const seen = new Set<string>();
  return async () => {
    const answers = await Promise.all(clients.map(async (client) => [client.name, await check(client)] as const));
    for (const [name, { status }] of answers) if (status !== 'down') seen.add(name);
    const isWhole = answers.every(([, { status }]) => status === 'ok');
    const isServing = clients.every(({ name }) => seen.has(name)) && answers.some(([, { status }]) => status !== 'down');
    const status = isWhole ? 'ok' : isServing ? 'degraded' : 'down';
    return { status, checks: { supergraph: { status: 'ok' }, ...Object.fromEntries(answers) } };
  };
}

async function check(client: SubgraphClient): Promise<{ status: Status; detail?: string }> {
  try {
    const response = await client.plain('GET', '/readyz', { timeoutMs: TIMEOUT_MS });
    const { status } = (await response.body.json()) as { status?: Status };
    return { status: status ?? (response.statusCode === 200 ? 'ok' : 'down') };
  } catch {
    return { status: 'down', detail: 'It cannot be reached.' };
  }
}
