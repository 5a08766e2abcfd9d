import { createLocalJWKSet, importJWK, jwtVerify, SignJWT, type JSONWebKeySet, type JWK, type JWTVerifyGetKey } from 'jose';

/** What an access token says: who, in which session, and since when. Roles and standing are in the caller token (decisions D3). */
export interface AccessClaims {
  /** The subjectRef. */
  readonly sub: string;
  readonly sid: string;
  /** When the person proved who they are, in seconds since 1970. */
  readonly auth_time: number;
  readonly amr: readonly string[];
}

export interface VerifiedAccess extends AccessClaims {
  readonly iat: number;
  readonly exp: number;
}

export const ACCESS_TOKEN_SECONDS = 300;
const TYPE = 'at+jwt';
const ISSUER = 'identity';
const AUDIENCE = 'graph';

/** Signs an access token (RFC 9068) that lives for `seconds`; only identity has the key. Its times are the machine's, not the domain's. */
export async function mintAccessToken(
  claims: AccessClaims,
  privateKey: JWK,
  at: Date = new Date(),
  seconds: number = ACCESS_TOKEN_SECONDS,
): Promise<string> {
  const issuedAt = Math.floor(at.getTime() / 1000);
  return new SignJWT({ ...claims })
    .setProtectedHeader({ alg: 'EdDSA', typ: TYPE, ...(privateKey.kid && { kid: privateKey.kid }) })
    .setIssuer(ISSUER)
    .setAudience(AUDIENCE)
    .setIssuedAt(issuedAt)
    .setExpirationTime(issuedAt + seconds)
    .sign(await importJWK(privateKey, 'EdDSA'));
}

/** The claims of an access token; throws if it is not one of identity's, is of another kind, or is past its end. */
export async function verifyAccessToken(token: string, keys: JSONWebKeySet | JWTVerifyGetKey): Promise<VerifiedAccess> {
  const { payload } = await jwtVerify<VerifiedAccess>(token, typeof keys === 'function' ? keys : createLocalJWKSet(keys), {
    algorithms: ['EdDSA'],
    typ: TYPE,
    issuer: ISSUER,
    audience: AUDIENCE,
    requiredClaims: ['sub', 'sid', 'iat', 'exp'],
  });
  return payload;
}
