import { causeOf, gatewayOnly, type Caller } from '@crossing/subgraph';
import type { FastifyInstance } from 'fastify';

type Exchange = (caller: Caller, secret: string) => Promise<string | null>;

interface Options {
  readonly gatewayKeys: readonly string[];
  /** By what the credential is. */
  readonly exchange: { readonly token: Exchange; readonly session: Exchange };
}

/** `POST /internal/caller {token}`, or `{session}`: 201 with a caller token, or 401. For the gateway alone. */
export async function addCallerRoute(http: FastifyInstance, { gatewayKeys, exchange }: Options): Promise<void> {
  await http.register(async (scope) => {
    gatewayOnly(scope, { subgraph: 'identity', gatewayKeys });
    scope.post('/internal/caller', async (request, reply) => {
      const { token, session } = (request.body ?? {}) as { token?: unknown; session?: unknown };
      const caller: Caller = { kind: 'anonymous', ...causeOf(request) };
      const exchanged = typeof token === 'string' ? exchange.token(caller, token) : null;
      const callerToken = await (exchanged ?? (typeof session === 'string' ? exchange.session(caller, session) : null));
      return callerToken === null ? reply.code(401).send({ error: 'unauthenticated' }) : reply.code(201).send({ callerToken });
    });
  });
}
