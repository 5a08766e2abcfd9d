import type { Caller } from '../caller.ts';
import type { Requirement } from './requirements.ts';

/** What a caller holds, in the terms of the directives. */
export interface Grants {
  readonly authenticated: boolean;
  /** Staff roles in kebab case: TRUST_REVIEWER is `trust-reviewer` (decisions D19). */
  readonly policies: ReadonlySet<string>;
  readonly scopes: ReadonlySet<string>;
}

const NOTHING: Grants = { authenticated: false, policies: new Set(), scopes: new Set() };

/** What the directives may let this caller do; a suspended person is let do nothing. */
export function grantsOf(caller: Caller): Grants {
  if (caller.kind !== 'person' || caller.status === 'SUSPENDED') return NOTHING;
  return {
    authenticated: true,
    policies: new Set(caller.staffRoles.map((role) => role.toLowerCase().replaceAll('_', '-'))),
    scopes: NOTHING.scopes,
  };
}

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
