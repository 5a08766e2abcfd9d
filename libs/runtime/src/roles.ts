import { createHmac } from 'node:crypto';

export type RoleKind = 'owner' | 'app' | 'worker';

/** `company-verification` → `company_verification`: the schema of a service, and the prefix of its roles. */
export const schemaOf = (service: string): string => service.replaceAll('-', '_');

/** The role that migrates (owner), serves requests under row-level security (app), or works for the service itself (worker). */
export const roleOf = (service: string, kind: RoleKind): string => `${schemaOf(service)}_${kind}`;

/** A role's password, derived so that nothing but the service's secret need be kept. */
export const rolePassword = (secret: string, role: string): string => createHmac('sha256', secret).update(role).digest('hex');

/** The connection URL of one of the service's roles, on the database that `url` names. */
export function roleUrl(url: string, { service, secret, kind }: { service: string; secret: string; kind: RoleKind }): string {
  const own = new URL(url);
  own.username = roleOf(service, kind);
  own.password = rolePassword(secret, own.username);
  return own.toString();
}
