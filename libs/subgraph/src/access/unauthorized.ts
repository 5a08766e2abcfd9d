import type { Caller } from '../caller.ts';
import type { Demand } from './demands.ts';
import { grantsOf, meets } from './grants.ts';
import type { Requirements } from './requirements.ts';

/** The coordinates among an operation's demands that this caller may not select. */
export function unauthorized(caller: Caller, demands: readonly Demand[]): readonly string[] {
  const grants = grantsOf(caller);
  return demands.filter(({ requirement }) => !meets(grants, requirement)).map(({ coordinate }) => coordinate);
}

/** The types among `_entities` representations that this caller may not load, whatever is selected of them. */
export function unauthorizedEntities(
  caller: Caller,
  variables: Readonly<Record<string, unknown>> | undefined,
  table: Requirements,
): readonly string[] {
  const grants = grantsOf(caller);
  const names = Object.values(variables ?? {})
    .flatMap((value) => (Array.isArray(value) ? (value as unknown[]) : []))
    .flatMap((value) => (value && typeof value === 'object' && '__typename' in value ? [String(value.__typename)] : []));
  return [...new Set(names)].filter((name) => {
    const requirement = table.get(name);
    return requirement !== undefined && !meets(grants, requirement);
  });
}
