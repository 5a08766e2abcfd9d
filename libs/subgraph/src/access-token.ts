import { jwtVerify, type JWTVerifyGetKey } from 'jose';

/** What an access token says: who, in which session, and since when. Roles and standing are in the caller token (decisions D3). */
export interface AccessClaims {
  /** The subjectRef. */
  readonly sub: string;
  readonly sid: string;
  /** When the person proved who they are, in seconds since 1970. */
  readonly auth_time: number;
  readonly amr: readonly string[];
}

/** What a verified access token says. */
export interface VerifiedAccess extends AccessClaims {
  readonly iat: number;
  readonly exp: number;
  readonly client_id: string;
  /** By spaces, each one of `GRAPH_SCOPES`. */
  readonly scope: string;
}

/** What a token may be good for: to read, to change something, and to ask what is on no list of known operations. */
export const GRAPH_SCOPES = ['graph:read', 'graph:write', 'graph:explore'] as const;

/** The issuer of access tokens of the network that is reached at this URL. */
export const oidcIssuer = (publicUrl: string): string => `${new URL(publicUrl).origin}/oidc`;

/** The audience of access tokens for the graph, which is also its resource indicator (RFC 8707). */
export const graphAudience = (publicUrl: string): string => `${new URL(publicUrl).origin}/graphql`;

/** The claims of an access token (RFC 9068); throws if it is not one of identity's, is of another kind or for another graph, or is past its end. */
export async function verifyAccessToken(token: string, keys: JWTVerifyGetKey, publicUrl: string): Promise<VerifiedAccess> {
  const { payload } = await jwtVerify<VerifiedAccess>(token, keys, {
    algorithms: ['EdDSA'],
    typ: 'at+jwt',
    issuer: oidcIssuer(publicUrl),
    audience: graphAudience(publicUrl),
    requiredClaims: ['sub', 'sid', 'iat', 'exp', 'client_id', 'scope'],
  });
  return payload as VerifiedAccess;
}
