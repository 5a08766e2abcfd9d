import { causeOf } from '@crossing/subgraph';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { errors, type Provider } from 'oidc-provider';
import { deviceLabel } from '../../session/device-label.ts';
import { consentPage } from '../pages/consent-page.ts';
import { errorPage } from '../pages/error-page.ts';
import { securePage } from '../pages/secure-page.ts';
import { signInPage } from '../pages/sign-in-page.ts';
import { consentStep, denyStep, scopesOf, type ConsentStepDeps } from './consent-step.ts';
import type { FormToken } from './form-token.ts';
import type { Answer, App, Interaction } from './interaction.ts';
import { secondFactorStep, signInStep, type SignInStepDeps } from './sign-in-step.ts';

export interface InteractionDeps extends SignInStepDeps, ConsentStepDeps {
  readonly provider: () => Provider;
  readonly formToken: FormToken;
}

type Step = (step: Interaction) => Promise<Answer>;
type Prompt = 'login' | 'consent';
interface Params {
  readonly uid: string;
}

/** `/oidc/interaction/:uid`: the pages on which people sign in and agree, for apps that sent them; every form posts to one of its steps. */
export async function addInteractionRoutes(http: FastifyInstance, deps: InteractionDeps): Promise<void> {
  await http.register(async (scope) => {
    scope.removeAllContentTypeParsers();
    scope.addContentTypeParser('application/x-www-form-urlencoded', { parseAs: 'string' }, (_request, body, done) =>
      done(null, Object.fromEntries(new URLSearchParams(String(body)))),
    );
    const path = '/oidc/interaction/:uid';
    scope.get<{ Params: Params }>(path, (request, reply) => answer(deps, { request, reply }, async (step) => pageOf(step)));
    const post = (name: string, prompts: readonly Prompt[], take: Step) =>
      scope.post<{ Params: Params }>(`${path}/${name}`, (request, reply) =>
        answer(deps, { request, reply }, async (step) => {
          deps.formToken.check(step.details.uid, (request.body as { token?: unknown } | null)?.token, site(request));
          // A form of an earlier step, by the browser's way back: on with the step that it is.
          return prompts.includes(step.details.prompt.name as Prompt) ? take(step) : { redirect: step.path };
        }),
      );
    post('sign-in', ['login'], signInStep(deps));
    post('second-factor', ['login'], secondFactorStep(deps));
    post('consent', ['consent'], consentStep(deps));
    post('deny', ['login', 'consent'], denyStep);
  });
}

const site = ({ headers }: FastifyRequest): string | undefined => headers['sec-fetch-site'] as string | undefined;

function pageOf(step: Interaction): Answer {
  if (step.details.prompt.name === 'consent') return { page: consentPage(step, { scopes: scopesOf(step) }), status: 200 };
  const hint = step.details.params['login_hint'];
  return { page: signInPage(step, { email: typeof hint === 'string' ? hint : '', fault: null }), status: 200 };
}

interface Exchange {
  readonly request: FastifyRequest<{ Params: Params }>;
  readonly reply: FastifyReply;
}

async function answer(deps: InteractionDeps, { request, reply }: Exchange, take: Step): Promise<FastifyReply> {
  void reply.headers({ ...securePage, 'cache-control': 'no-store' });
  const step = await stepOf(deps, { request, reply });
  if (!step) {
    const description = 'This sign-in has ended or belongs to another browser.';
    return reply
      .code(400)
      .type('text/html; charset=utf-8')
      .send(errorPage({ code: 'session_not_found', description }));
  }
  const given = await take(step);
  if ('redirect' in given) return reply.redirect(given.redirect, 303);
  if (given.retryAfterSeconds !== undefined) void reply.header('retry-after', given.retryAfterSeconds);
  void reply.header('content-security-policy', `${securePage['content-security-policy']}; form-action 'self' ${destination(step.app)}`);
  return reply.code(given.status).type('text/html; charset=utf-8').send(given.page);
}

async function stepOf({ provider: current, formToken }: InteractionDeps, { request, reply }: Exchange): Promise<Interaction | null> {
  const provider = current();
  const details = await provider.interactionDetails(request.raw, reply.raw).catch((error: unknown) => {
    if (error instanceof errors.SessionNotFound) return null;
    throw error;
  });
  if (details?.uid !== request.params.uid) return null;
  const { client_id: clientId, redirect_uri: redirectUri } = details.params as {
    readonly client_id: string;
    readonly redirect_uri: string;
  };
  const client = await provider.Client.find(clientId);
  if (!client) return null;
  const app: App = { clientId, redirectUri, name: client.clientName ?? clientId };
  return {
    ...{ provider, details, app, body: request.body, path: `/oidc/interaction/${details.uid}`, formToken: formToken.of(details.uid) },
    conclude: (result) => provider.interactionResult(request.raw, reply.raw, result),
    caller: { kind: 'anonymous', ...causeOf(request) },
    device: deviceLabel(request.headers['user-agent'] ?? null),
  };
}

/** Browsers hold what follows a form to where forms may go: in the end that is the app. */
function destination({ redirectUri }: App): string {
  const { origin, protocol, hostname } = new URL(redirectUri);
  return /^https?:$/.test(protocol) && !hostname.startsWith('[') ? origin : protocol;
}
