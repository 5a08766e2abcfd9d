import { causeOf, gatewayOnly, Refusal, type Caller } from '@crossing/subgraph';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { deviceLabel } from './device-label.ts';
import type { completeSignIn } from './complete-sign-in.ts';
import { endWebSession } from './end-web-session.ts';
import type { signIn } from './sign-in.ts';
import { withCookie } from './with-cookie.ts';

interface Options {
  readonly gatewayKeys: readonly string[];
  readonly signIn: ReturnType<typeof signIn>;
  readonly completeSignIn: ReturnType<typeof completeSignIn>;
  readonly endWebSession: ReturnType<typeof endWebSession>;
}

/** `/internal/web-session…`: what the gateway's `/session` does, but for the cookie. For the gateway alone. */
export async function addWebSessionRoutes(http: FastifyInstance, options: Options): Promise<void> {
  const enter = withCookie(options.signIn, options.endWebSession);
  const complete = withCookie(options.completeSignIn, options.endWebSession);
  await http.register(async (scope) => {
    gatewayOnly(scope, { subgraph: 'identity', gatewayKeys: options.gatewayKeys });
    scope.post('/internal/web-session', async (request) => {
      const [email, password] = [textOf(request, 'email'), textOf(request, 'password')];
      return answerOf(await enter(callerOf(request), { email, password, device: deviceOf(request) }, previousOf(request)));
    });
    scope.post('/internal/web-session/second-factor', async (request) => {
      const [challenge, code] = [textOf(request, 'challenge'), textOf(request, 'code')];
      return answerOf(await complete(callerOf(request), { challenge, code, device: deviceOf(request) }, previousOf(request)));
    });
    scope.post('/internal/web-session/end', async (request) => {
      await options.endWebSession(callerOf(request), textOf(request, 'session'));
      return {};
    });
  });
}

type Entered = Awaited<ReturnType<Options['signIn']> | ReturnType<Options['completeSignIn']>>;

/** As GraphQL answers: the member that came, with its fields. */
function answerOf({ result, secret }: { readonly result: Entered; readonly secret: string | null }): object {
  if (result.kind === 'SignInSuccess') return { result: { __typename: result.kind, expiresAt: result.session.expiresAt }, secret };
  const { kind, ...fields } = result;
  return { result: { __typename: kind, ...fields }, secret };
}

const callerOf = (request: FastifyRequest): Caller => ({ kind: 'anonymous', ...causeOf(request) });
const deviceOf = ({ headers }: FastifyRequest): string => deviceLabel(headers['user-agent'] ?? null);
const fieldOf = ({ body }: FastifyRequest, name: string): unknown => (body as Readonly<Record<string, unknown>> | null)?.[name];

function previousOf(request: FastifyRequest): string | null {
  const previous = fieldOf(request, 'previous');
  return typeof previous === 'string' ? previous : null;
}

function textOf(request: FastifyRequest, name: string): string {
  const text = fieldOf(request, name);
  if (typeof text !== 'string') throw new Refusal('BAD_USER_INPUT', `Send JSON with ${name} as a text.`);
  return text;
}
