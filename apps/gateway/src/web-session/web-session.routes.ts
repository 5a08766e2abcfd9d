import type { NoteRefusal } from '@crossing/runtime/refusal-tally.ts';
import { causeOf } from '@crossing/subgraph/http.ts';
import { Refusal } from '@crossing/subgraph/refusal.ts';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { refusedOperation } from '../report-refusals.ts';
import type { SubgraphClient } from '../subgraph-client.ts';
import { SubgraphFailure } from '../subgraph-failure.ts';
import { refuseOtherSites } from './refuse-other-sites.ts';
import type { SessionCookie } from './session-cookie.ts';

interface Options {
  readonly identity: SubgraphClient;
  readonly cookie: SessionCookie;
  readonly publicUrl: string;
  readonly note: NoteRefusal;
  /** Takes the share of a client address; throws when it is used up. */
  readonly spend: (address: string) => Promise<void>;
}

/** What identity answers; the secret goes into the cookie alone. */
interface Entered {
  readonly result: { readonly __typename: string; readonly expiresAt?: string; readonly retryAfterSeconds?: number };
  readonly secret: string | null;
}

/** By the member of the result: as far as the sign-in came. */
const STATUS: Readonly<Record<string, number>> = {
  ...{ SignInSuccess: 201, MfaRequired: 202, EmailNotVerified: 403, TooManyAttempts: 429 },
  ...{ InvalidCredentials: 401, WrongCode: 401, ChallengeExpired: 401 },
};
const TIMEOUT_MS = 5_000;

/**
 * The session of a browser: `POST /session {email, password}` and, for who has a second factor, `POST /session/second-factor
 * {challenge, code}` open it, `DELETE /session` ends it. No token reaches the browser.
 */
export async function addWebSessionRoutes(http: FastifyInstance, options: Options): Promise<void> {
  const { cookie, publicUrl, note, spend } = options;
  await http.register(async (scope) => {
    // Also without a cookie: another site must not sign somebody in as somebody else.
    scope.addHook('onRequest', async ({ headers, ip }, reply) => {
      void reply.header('cache-control', 'no-store');
      try {
        refuseOtherSites(headers, publicUrl);
      } catch (error) {
        if (error instanceof Refusal) note(refusedOperation('anonymous', 'web-session', error.code));
        throw error;
      }
      await spend(ip);
    });
    scope.post('/session', (request, reply) => enter(options, '/internal/web-session', { request, reply }));
    scope.post('/session/second-factor', (request, reply) => enter(options, '/internal/web-session/second-factor', { request, reply }));
    scope.delete('/session', async (request, reply) => {
      const session = cookie.read(request.headers.cookie);
      if (session !== null) await ask(options, '/internal/web-session/end', { request, fields: { session } });
      return reply.code(204).header('set-cookie', cookie.clear()).send();
    });
  });
}

interface Exchange {
  readonly request: FastifyRequest;
  readonly reply: FastifyReply;
}

async function enter(options: Options, path: string, { request, reply }: Exchange): Promise<FastifyReply> {
  const previous = options.cookie.read(request.headers.cookie);
  const { result, secret } = (await ask(options, path, { request, fields: { ...(request.body as object | null), previous } })) as Entered;
  if (secret !== null) void reply.header('set-cookie', options.cookie.set(secret, new Date(result.expiresAt!)));
  if (result.retryAfterSeconds !== undefined) void reply.header('retry-after', result.retryAfterSeconds);
  return reply.code(STATUS[result.__typename] ?? 500).send(result);
}

interface Question {
  readonly request: FastifyRequest;
  readonly fields: object;
}

async function ask({ identity }: Options, path: string, { request, fields }: Question): Promise<unknown> {
  const sent = { body: JSON.stringify(fields), callerToken: '', cause: causeOf(request), userAgent: request.headers['user-agent'] };
  const answer = await identity.post(path, { ...sent, timeoutMs: TIMEOUT_MS }).catch((error: unknown) => {
    if (!(error instanceof SubgraphFailure)) throw error;
    throw new Refusal('SERVICE_UNAVAILABLE', 'Signing in and out is not possible at the moment. Try again shortly.');
  });
  if (answer.status === 400) throw new Refusal('BAD_USER_INPUT', 'Send JSON with each field as a text.');
  if (answer.status !== 200) throw new Error(`identity answered ${answer.status} to ${path}`);
  return answer.body;
}
