import { causeOf, gatewayOnly, type Caller } from '@crossing/subgraph';
import type { RefusalBatch } from '@crossing/runtime';
import type { FastifyInstance } from 'fastify';
import { reportedBatch } from './refusal.ts';

interface Options {
  readonly gatewayKeys: readonly string[];
  readonly record: (caller: Caller, batch: RefusalBatch) => Promise<void>;
}

/** `POST /internal/refusals {counts, uncounted}`: 201, or 400 for what is no batch. For the gateway alone, which has no database. */
export async function addRefusalRoute(http: FastifyInstance, { gatewayKeys, record }: Options): Promise<void> {
  await http.register(async (scope) => {
    gatewayOnly(scope, { subgraph: 'identity', gatewayKeys });
    scope.post('/internal/refusals', async (request, reply) => {
      const batch = reportedBatch(request.body);
      if (!batch)
        return reply.code(400).send({ error: 'Send {counts: [{actor, action, aggregate, aggregateId, reason, count}], uncounted}.' });
      await record({ kind: 'anonymous', ...causeOf(request) }, batch);
      return reply.code(201).send({});
    });
  });
}
