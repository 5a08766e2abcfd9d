import type { Demand } from './demands.ts';
import { meets, type Grants } from './grants.ts';
import type { Requirements } from './requirements.ts';

/** The coordinates among an operation's demands that may not be selected with these grants. */
export function unauthorized(grants: Grants, demands: readonly Demand[]): readonly string[] {
  return demands.filter(({ requirement }) => !meets(grants, requirement)).map(({ coordinate }) => coordinate);
}

/** The types among `_entities` representations that may not be loaded with these grants, whatever is selected of them. */
export function unauthorizedEntities(
  grants: Grants,
  variables: Readonly<Record<string, unknown>> | undefined,
  table: Requirements,
): readonly string[] {
  const names = Object.values(variables ?? {})
    .flatMap((value) => (Array.isArray(value) ? (value as unknown[]) : []))
    .flatMap((value) => (value && typeof value === 'object' && '__typename' in value ? [String(value.__typename)] : []));
  return [...new Set(names)].filter((name) => {
    const requirement = table.get(name);
    return requirement !== undefined && !meets(grants, requirement);
  });
}
