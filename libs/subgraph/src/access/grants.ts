import { MINUTE } from '@crossing/kernel';
import type { Caller, Person } from '../caller.ts';
import type { Requirement } from './requirements.ts';

/** What a caller holds, in the terms of the directives. */
export interface Grants {
  readonly authenticated: boolean;
  /** Staff roles in kebab case: TRUST_REVIEWER is `trust-reviewer` (decisions D19); and `recently-authenticated` while it lasts. */
  readonly policies: ReadonlySet<string>;
  readonly scopes: ReadonlySet<string>;
}

/** The policy of a person who proved who they are a short while ago: a session left open does not hold it. */
export const RECENTLY_AUTHENTICATED = 'recently-authenticated';

/** How long a proof of who somebody is counts for that policy. */
export const STEP_UP_LASTS_MS = 5 * MINUTE;

const NOTHING: Grants = { authenticated: false, policies: new Set(), scopes: new Set() };

/** What the directives may let this caller do at `at` (the machine's clock); a suspended person is let do nothing. */
export function grantsOf(caller: Caller, at: Date): Grants {
  if (caller.kind !== 'person' || caller.status === 'SUSPENDED') return NOTHING;
  const roles = caller.staffRoles.map((role) => role.toLowerCase().replaceAll('_', '-'));
  return {
    authenticated: true,
    policies: new Set([...roles, ...(hasProvenRecently(caller, at) ? [RECENTLY_AUTHENTICATED] : [])]),
    scopes: NOTHING.scopes,
  };
}

/** What they would hold if they proved again who they are. */
export const steppedUp = (grants: Grants): Grants =>
  grants.authenticated ? { ...grants, policies: new Set([...grants.policies, RECENTLY_AUTHENTICATED]) } : grants;

const hasProvenRecently = ({ authTime }: Person, at: Date): boolean => at.getTime() - authTime.getTime() <= STEP_UP_LASTS_MS;

/** True if the grants meet every part of the requirement. */
export function meets({ authenticated, policies, scopes }: Grants, requirement: Requirement): boolean {
  if (requirement.authenticated && !authenticated) return false;
  const holds = (held: ReadonlySet<string>, alternatives: readonly (readonly string[])[]): boolean =>
    alternatives.some((names) => names.every((name) => held.has(name)));
  return (
    requirement.policies.every((alternatives) => holds(policies, alternatives)) &&
    requirement.scopes.every((alternatives) => holds(scopes, alternatives))
  );
}
