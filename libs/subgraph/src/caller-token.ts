import type { Cause } from '@crossing/kernel';
import { createLocalJWKSet, importJWK, jwtVerify, SignJWT, type JSONWebKeySet, type JWK, type JWTVerifyGetKey } from 'jose';
import type { AccountStatus, CompanyRole, Person, StaffRole } from './caller.ts';

/** What a caller token says about a person (decisions D3). */
export interface CallerClaims {
  /** The subjectRef. */
  readonly sub: string;
  /** The session. */
  readonly sid: string;
  readonly status: AccountStatus;
  readonly staffRoles: readonly StaffRole[];
  readonly companies: readonly { readonly id: string; readonly role: CompanyRole }[];
  /** When the person proved who they are, in seconds since 1970. */
  readonly auth_time: number;
  /** How they did (RFC 8176), e.g. `pwd`. */
  readonly amr: readonly string[];
  /** Who acts on the person's behalf, if somebody else does. */
  readonly act?: { readonly sub: string };
}

export interface VerifiedCaller extends CallerClaims {
  readonly iat: number;
  readonly exp: number;
}

export const CALLER_TOKEN_SECONDS = 60;
const TYPE = 'caller+jwt';
const ISSUER = 'identity';
const AUDIENCE = 'subgraphs';

/** Signs a caller token; only identity has the key. Its times are the machine's, not the domain's. */
export async function mintCallerToken(claims: CallerClaims, privateKey: JWK, at: Date = new Date()): Promise<string> {
  const issuedAt = Math.floor(at.getTime() / 1000);
  return new SignJWT({ ...claims })
    .setProtectedHeader({ alg: 'EdDSA', typ: TYPE, ...(privateKey.kid && { kid: privateKey.kid }) })
    .setIssuer(ISSUER)
    .setAudience(AUDIENCE)
    .setIssuedAt(issuedAt)
    .setExpirationTime(issuedAt + CALLER_TOKEN_SECONDS)
    .sign(await importJWK(privateKey, 'EdDSA'));
}

/** The claims of a caller token; throws if it is not one of identity's or is past its end. */
export async function verifyCallerToken(token: string, keys: JSONWebKeySet | JWTVerifyGetKey): Promise<VerifiedCaller> {
  const keySet = typeof keys === 'function' ? keys : createLocalJWKSet(keys);
  const { payload } = await jwtVerify<VerifiedCaller>(token, keySet, {
    algorithms: ['EdDSA'],
    typ: TYPE,
    issuer: ISSUER,
    audience: AUDIENCE,
    requiredClaims: ['sub', 'sid', 'status', 'staffRoles', 'companies', 'auth_time', 'iat', 'exp'],
  });
  return payload as VerifiedCaller;
}

const CACHED_TOKENS = 10_000;

/** As `verifyCallerToken`, but checks the signature of each token once: it is cached by its text until it expires. */
export function callerTokenVerifier(keys: JSONWebKeySet): (token: string) => Promise<VerifiedCaller> {
  const keySet = createLocalJWKSet(keys);
  const verified = new Map<string, VerifiedCaller>();
  return async (token) => {
    const known = verified.get(token);
    if (known && known.exp * 1000 > Date.now()) return known;
    const claims = await verifyCallerToken(token, keySet);
    // Tokens live a minute: when the map is full most of it has expired, and a dropped one is only checked again.
    if (verified.size >= CACHED_TOKENS) verified.clear();
    verified.set(token, claims);
    return claims;
  };
}

/** The person a verified token speaks of, as use cases know them. */
export const personOf = (claims: CallerClaims, cause: Cause): Person => ({
  kind: 'person',
  subject: claims.sub,
  sessionId: claims.sid,
  status: claims.status,
  staffRoles: claims.staffRoles,
  companies: claims.companies,
  authTime: new Date(claims.auth_time * 1000),
  ...cause,
});
