import { Provider, errors, type AdapterFactory, type Configuration, type KoaContextWithOIDC } from 'oidc-provider';
import { graphAudience, oidcIssuer } from '@crossing/subgraph';
import type { Session } from '../session/session.ts';
import { graphServer } from './graph-server.ts';
import { errorPage } from './pages/error-page.ts';
import type { KeyRing } from './signing-key.ts';

export interface ProviderOptions {
  /** Where people reach the network: its origin is the issuer's. */
  readonly publicUrl: string;
  readonly adapter: AdapterFactory;
  readonly keys: KeyRing;
  /** They sign the provider's cookies: the current one, then retiring ones. */
  readonly cookieKeys: readonly string[];
  /** How long an access token lives. */
  readonly accessTokenSeconds: number;
  /** How long a sign-in lasts, in seconds. */
  readonly sessionSeconds: number;
  /** The open session that a grant belongs to, its account in good standing; null otherwise. */
  readonly sessionOfGrant: (grantId: string) => Promise<Session | null>;
  readonly isInGoodStanding: (subjectRef: string) => Promise<boolean>;
}

const MINUTE_SECONDS = 60;
const REFRESH_IDLE_SECONDS = 14 * 86_400;
/** How long a browser that signed in for one client need not do it again for another. */
export const BROWSER_SECONDS = 12 * 3600;
/** The scopes that are not the graph's. */
export const OIDC_SCOPES = ['openid', 'offline_access'];

/** The OpenID provider: what RFC 6749, 7636, 7009, 7523, 8707, 9068 and OpenID Connect ask, by oidc-provider, with everything else off. */
export function createProvider(options: ProviderOptions): Provider {
  const provider = new Provider(oidcIssuer(options.publicUrl), configurationOf(options));
  // The door in front of it says in trusted headers under which origin it is reached.
  provider.proxy = true;
  return provider;
}

function configurationOf(options: ProviderOptions): Configuration {
  const { adapter, keys, accessTokenSeconds, sessionSeconds } = options;
  return {
    adapter,
    jwks: { keys: keys.map(({ privateJwk }) => privateJwk) },
    cookies: cookiesOf(options),
    clientDefaults: { id_token_signed_response_alg: 'EdDSA', grant_types: ['authorization_code', 'refresh_token'] },
    enabledJWA: { idTokenSigningAlgValues: ['EdDSA'], clientAuthSigningAlgValues: ['EdDSA', 'Ed25519', 'ES256', 'PS256'] },
    clientAuthMethods: ['none', 'private_key_jwt'],
    responseTypes: ['code'],
    subjectTypes: ['public'],
    scopes: OIDC_SCOPES,
    claims: { openid: ['sub', 'sid', 'auth_time', 'amr'] },
    pkce: { required: () => true },
    rotateRefreshToken: true,
    ttl: {
      ...{ AccessToken: accessTokenSeconds, ClientCredentials: accessTokenSeconds, AuthorizationCode: MINUTE_SECONDS },
      ...{ IdToken: accessTokenSeconds, Interaction: 15 * MINUTE_SECONDS, Session: BROWSER_SECONDS },
      ...{ Grant: sessionSeconds, RefreshToken: Math.min(REFRESH_IDLE_SECONDS, sessionSeconds) },
    },
    features: featuresOf(options),
    interactions: { url: (_ctx, { uid }) => `/oidc/interaction/${uid}` },
    findAccount: (ctx, subject, token) => accountOf(options, ctx, { subject, token }),
    extraTokenClaims: (ctx, token) => claimsOf(options, ctx, token),
    renderError: (ctx: KoaContextWithOIDC, { error, error_description: description }) => {
      ctx.type = 'html';
      ctx.body = errorPage({ code: error, description: description ?? null });
    },
  };
}

function cookiesOf({ publicUrl, cookieKeys }: ProviderOptions): NonNullable<Configuration['cookies']> {
  const secure = publicUrl.startsWith('https:');
  const common = { httpOnly: true, sameSite: 'lax', signed: true, secure } as const;
  // The prefixes need TLS, which development on the loopback does not have.
  const [host, plain] = secure ? ['__Host-', '__Secure-'] : ['', ''];
  return {
    keys: [...cookieKeys],
    names: { session: `${host}oidc-session`, interaction: `${plain}oidc-interaction`, resume: `${plain}oidc-resume` },
    long: { ...common, path: '/' },
    short: common,
  };
}

function featuresOf({ publicUrl, accessTokenSeconds }: ProviderOptions): NonNullable<Configuration['features']> {
  const audience = graphAudience(publicUrl);
  return {
    devInteractions: { enabled: false },
    // The gateway does not check proofs of possession: a token that claims one must not exist.
    dPoP: { enabled: false },
    userinfo: { enabled: false },
    rpInitiatedLogout: { enabled: false },
    clientCredentials: { enabled: true },
    revocation: { enabled: true },
    resourceIndicators: {
      enabled: true,
      defaultResource: () => audience,
      useGrantedResource: () => true,
      getResourceServerInfo: (_ctx, resource) => {
        if (resource !== audience) throw new errors.InvalidTarget();
        return graphServer(publicUrl, accessTokenSeconds);
      },
    },
  };
}

type Token = { readonly kind?: string; readonly grantId?: string };

// Of a code or refresh token that several use at once, one is renewed although the others end its session meanwhile: who was
// first goes on with the session as it was before.
const sessions = new WeakMap<object, Session>();

async function accountOf({ sessionOfGrant, isInGoodStanding }: ProviderOptions, ctx: object, { subject, token }: Sought) {
  if (!token?.grantId) return (await isInGoodStanding(subject)) ? named(subject) : undefined;
  // A code or refresh token counts while the session does that it belongs to.
  const session = await sessionOfGrant(token.grantId);
  if (!session) return undefined;
  sessions.set(ctx, session);
  return named(subject);
}

interface Sought {
  readonly subject: string;
  readonly token: Token | undefined;
}

const named = (subject: string) => ({ accountId: subject, claims: () => ({ sub: subject }) });

async function claimsOf({ sessionOfGrant }: ProviderOptions, ctx: object | undefined, { kind, grantId }: Token) {
  if (kind !== 'AccessToken') return undefined;
  const session = (ctx && sessions.get(ctx)) ?? (grantId ? await sessionOfGrant(grantId) : null);
  if (!session) throw new errors.InvalidGrant('the session has ended');
  return { sid: session.sessionId, auth_time: Math.floor(session.authTime.getTime() / 1000), amr: [...session.amr] };
}
