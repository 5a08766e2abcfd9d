import { isObject, type JsonObject } from './json.ts';

/**
 * Merges what a subgraph answered into what is there: objects by key, lists of one length by index; anything else is replaced.
 * A null answer changes nothing at the top and replaces below it.
 */
export function deepMerge(target: JsonObject, source: unknown): void {
  if (!isObject(source)) return;
  for (const key of Object.keys(source)) {
    const value = source[key];
    // As a key of JSON it is a field that nobody can select, as a property it would change the prototype.
    if (value === undefined || key === '__proto__') continue;
    const there = target[key];
    if (isObject(there) && isObject(value)) deepMerge(there, value);
    else if (Array.isArray(there) && Array.isArray(value) && there.length === value.length) mergeLists(there, value);
    else target[key] = value;
  }
}

function mergeLists(target: unknown[], source: readonly unknown[]): void {
  source.forEach((value, index) => {
    const there = target[index];
    if (isObject(there) && isObject(value)) deepMerge(there, value);
    else if (Array.isArray(there) && Array.isArray(value) && there.length === value.length) mergeLists(there, value);
    else target[index] = value;
  });
}
