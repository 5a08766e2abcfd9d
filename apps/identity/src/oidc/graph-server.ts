import { GRAPH_SCOPES, graphAudience } from '@crossing/subgraph';
import type { ResourceServer } from 'oidc-provider';

/** The graph as a resource server (RFC 8707): its tokens are JWTs (RFC 9068), signed with the first key of the ring, for so many seconds. */
export const graphServer = (publicUrl: string, accessTokenTTL: number): ResourceServer => ({
  scope: GRAPH_SCOPES.join(' '),
  audience: graphAudience(publicUrl),
  accessTokenTTL,
  accessTokenFormat: 'jwt',
  jwt: { sign: { alg: 'EdDSA' } },
});
