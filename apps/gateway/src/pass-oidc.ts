import { failure } from '@crossing/subgraph/failure.ts';
import { causeOf } from '@crossing/subgraph/http.ts';
import type { FastifyInstance } from 'fastify';
import type { SubgraphClient } from './subgraph-client.ts';
import { SubgraphFailure } from './subgraph-failure.ts';

const TIMEOUT_MS = 5_000;
const TAKEN = [
  ...['accept', 'accept-language', 'access-control-request-headers', 'access-control-request-method', 'authorization'],
  ...['content-type', 'cookie', 'if-none-match', 'origin', 'sec-fetch-site', 'user-agent'],
];
/** Of one connection, and what is written anew for the other. */
const OF_THE_HOP: ReadonlySet<string> = new Set(['connection', 'content-length', 'date', 'keep-alive', 'transfer-encoding']);

/** `/oidc/*`: identity's OpenID provider and its pages, under the one public origin. What says who asks or from where is not taken over. */
export async function passOidc(http: FastifyInstance, identity: SubgraphClient): Promise<void> {
  await http.register(async (scope) => {
    scope.removeAllContentTypeParsers();
    scope.addContentTypeParser('*', { parseAs: 'buffer' }, (_request, body, done) => done(null, body));
    scope.all<{ Body: Buffer | undefined }>('/oidc/*', async (request, reply) => {
      const { correlationId } = causeOf(request);
      const taken = TAKEN.flatMap((name) => (request.headers[name] === undefined ? [] : [[name, String(request.headers[name])] as const]));
      const headers = { ...Object.fromEntries(taken), 'x-correlation-id': correlationId };
      try {
        const body = request.body ?? null;
        const answer = await identity.pass({ method: request.method, path: request.url, headers, body, timeoutMs: TIMEOUT_MS });
        for (const [name, value] of Object.entries(answer.headers))
          if (value !== undefined && !OF_THE_HOP.has(name)) void reply.header(name, value);
        return await reply.code(answer.status).send(answer.body);
      } catch (error) {
        if (!(error instanceof SubgraphFailure)) throw error;
        return reply.code(503).send(failure('SERVICE_UNAVAILABLE', 'Signing in is not possible at the moment. Try again shortly.'));
      }
    });
  });
}
