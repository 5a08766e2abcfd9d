import type { FastifyInstance, FastifyRequest } from 'fastify';
import { verifyProof } from './proof.ts';
import { Refusal } from './refusal.ts';

export interface GatewayOnlyOptions {
  /** The kebab-case name of this subgraph. */
  readonly subgraph: string;
  /** base64url HMAC keys: the current one, then the retiring one. */
  readonly gatewayKeys: readonly string[];
}

/**
 * Makes every route of `scope` answer only the gateway (decisions D4): the proof is checked over the raw body, before
 * anything reads it. `scope` is an encapsulated Fastify context: `http.register(async (scope) => { gatewayOnly(scope, …); … })`.
 */
export function gatewayOnly(scope: FastifyInstance, { subgraph, gatewayKeys }: GatewayOnlyOptions): void {
  const proven = new WeakSet<FastifyRequest>();
  const parseJson = scope.getDefaultJsonParser('error', 'error');
  scope.removeAllContentTypeParsers();
  scope.addContentTypeParser('application/json', { parseAs: 'buffer' }, (request, body: Buffer, done) => {
    const subject = { subgraph, callerToken: callerTokenOf(request), body };
    if (!verifyProof(gatewayKeys, headerOf(request, 'x-gateway'), subject)) return done(notTheGateway());
    proven.add(request);
    void parseJson(request, body.toString(), done);
  });
  // A request without a body never meets the parser.
  scope.addHook('preValidation', async (request) => {
    if (!proven.has(request)) throw notTheGateway();
  });
}

/** The caller token as it was sent, empty for anonymous requests. */
export const callerTokenOf = (request: FastifyRequest): string => headerOf(request, 'x-caller') ?? '';

function headerOf(request: FastifyRequest, name: string): string | undefined {
  const value = request.headers[name];
  return typeof value === 'string' ? value : undefined;
}

const notTheGateway = (): Refusal => new Refusal('UNAUTHENTICATED', 'Only the gateway may ask this service.');
