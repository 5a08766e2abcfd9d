import { graphAudience } from '@crossing/subgraph';
import type { Provider } from 'oidc-provider';
import type { Session } from '../session/session.ts';
import { FIRST_PARTY } from './client.ts';
import { graphServer } from './graph-server.ts';

interface Deps {
  readonly provider: () => Provider;
  readonly publicUrl: string;
  readonly accessTokenSeconds: number;
  readonly machineClock: () => Date;
}

/** What a person's own app is given when they sign in. */
export interface IssuedTokens {
  readonly accessToken: string;
  /** When the access token ends. */
  readonly expiresAt: Date;
  /** Renews both at the token endpoint, once. */
  readonly refreshToken: string;
}

const OIDC_SCOPE = 'openid offline_access';
const GRAPH_SCOPE = 'graph:read graph:write';

/** Makes the tokens of an opened session by the provider's own models, so that its token endpoint renews, revokes and guards them. */
export const issueTokens =
  ({ provider, publicUrl, accessTokenSeconds, machineClock }: Deps) =>
  async ({ subjectRef: accountId, grantId, authTime }: Session): Promise<IssuedTokens> => {
    const { Client, Grant, RefreshToken, AccessToken, ResourceServer } = provider();
    const client = await Client.find(FIRST_PARTY);
    if (!client) throw new Error('The client of the first party is missing or disabled.');
    if (grantId === null) throw new Error('A session without a grant has no tokens.');
    const resource = graphAudience(publicUrl);
    const grant = new Grant({ accountId, clientId: client.clientId });
    grant.jti = grantId;
    grant.addOIDCScope(OIDC_SCOPE);
    grant.addResourceScope(resource, GRAPH_SCOPE);
    await grant.save();
    const common = { accountId, client, grantId, gty: 'authorization_code' };
    const scope = `${OIDC_SCOPE} ${GRAPH_SCOPE}`;
    const refreshToken = await new RefreshToken({
      ...common,
      scope,
      resource,
      authTime: Math.floor(authTime.getTime() / 1000),
      rotations: 0,
    }).save();
    const access = new AccessToken({ ...common, scope: GRAPH_SCOPE });
    access.resourceServer = new ResourceServer(resource, graphServer(publicUrl, accessTokenSeconds));
    const expiresAt = new Date(machineClock().getTime() + accessTokenSeconds * 1000);
    return { accessToken: await access.save(), expiresAt, refreshToken };
  };
