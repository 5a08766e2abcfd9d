import { failure } from '@crossing/subgraph/failure.ts';
import type { FastifyInstance } from 'fastify';
import type { SubgraphClient } from '../subgraph-client.ts';
import { SubgraphFailure } from '../subgraph-failure.ts';

const TIMEOUT_MS = 3_000;

/** `GET /dev/mail*`: identity's outbox of mails that development does not send. */
export function passMail(http: FastifyInstance, identity: SubgraphClient): void {
  http.get('/dev/mail*', async (request, reply) => {
    try {
      const { statusCode, headers, body } = await identity.plain('GET', request.url, { timeoutMs: TIMEOUT_MS });
      return await reply
        .code(statusCode)
        .type(String(headers['content-type'] ?? 'application/json'))
        .send(Buffer.from(await body.arrayBuffer()));
    } catch (error) {
      if (!(error instanceof SubgraphFailure)) throw error;
      return reply.code(503).send(failure('SERVICE_UNAVAILABLE', 'Identity, which keeps the mails, cannot be reached.'));
    }
  });
}
