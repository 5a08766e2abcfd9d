import { causeOf, gatewayOnly, type Caller } from '@crossing/subgraph';
import type { FastifyInstance } from 'fastify';

interface Options {
  readonly gatewayKeys: readonly string[];
  readonly exchange: (caller: Caller, accessToken: string) => Promise<string | null>;
}

/** `POST /internal/caller {token}`: 201 with a caller token, or 401. For the gateway alone. */
export async function addCallerRoute(http: FastifyInstance, { gatewayKeys, exchange }: Options): Promise<void> {
  await http.register(async (scope) => {
    gatewayOnly(scope, { subgraph: 'identity', gatewayKeys });
    scope.post('/internal/caller', async (request, reply) => {
      const token = (request.body as { token?: unknown } | null)?.token;
      const callerToken = typeof token === 'string' ? await exchange({ kind: 'anonymous', ...causeOf(request) }, token) : null;
      return callerToken === null ? reply.code(401).send({ error: 'unauthenticated' }) : reply.code(201).send({ callerToken });
    });
  });
}
