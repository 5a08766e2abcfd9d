import { failure } from '@crossing/subgraph/failure.ts';
import { Refusal } from '@crossing/subgraph/refusal.ts';
import type { FastifyInstance } from 'fastify';
import type { SubgraphClient } from '../subgraph-client.ts';

const TIMEOUT_MS = 5_000;

/** `POST /dev/clock {offsetMs}`: sets the domain's clock of every subgraph this far from the machine's (decisions D8). */
export function moveClocks(http: FastifyInstance, clients: readonly SubgraphClient[]): void {
  http.post<{ Body: { offsetMs?: unknown } | null }>('/dev/clock', async ({ body }, reply) => {
    const offsetMs = body?.offsetMs;
    if (!Number.isSafeInteger(offsetMs)) throw new Refusal('BAD_USER_INPUT', 'offsetMs must be a whole number of milliseconds.');
    const moved = await Promise.all(clients.map(async (client) => [client.name, await move(client, Number(offsetMs))] as const));
    const failed = moved.filter(([, ok]) => !ok).map(([name]) => name);
    // A graph whose parts live at different times would be worse than one that says so.
    if (failed.length > 0) return reply.code(503).send(failure('SERVICE_UNAVAILABLE', `The clock of ${failed.join(', ')} did not move.`));
    return { offsetMs };
  });
}

async function move(client: SubgraphClient, offsetMs: number): Promise<boolean> {
  try {
    const { statusCode, body } = await client.plain('POST', '/dev/clock', { timeoutMs: TIMEOUT_MS, body: JSON.stringify({ offsetMs }) });
    await body.dump();
    return statusCode < 300;
  } catch {
    return false;
  }
}
