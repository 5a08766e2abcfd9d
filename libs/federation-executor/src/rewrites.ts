import type { FetchDataRewrite } from '@apollo/query-planner';
import type { GraphQLSchema } from 'graphql';
import { isObject, type JsonObject } from './json.ts';
import { typenamesOf } from './type-condition.ts';

/** Changes an object in place. */
export type Rewrite = (value: unknown) => void;

const FRAGMENT = '... on ';

/**
 * Compiles the rewrites of a fetch: on what is sent (the type of an `@interfaceObject`) and on what comes back (aliases of fields
 * that collide). Undefined when there are none.
 */
export function compileRewrites(schema: GraphQLSchema, rewrites: readonly FetchDataRewrite[] | undefined): Rewrite | undefined {
  if (!rewrites?.length) return undefined;
  const all = rewrites.map((rewrite) => {
    const field = rewrite.path.at(-1)!;
    return rewrite.path.slice(0, -1).reduceRight<Rewrite>((next, step) => stepInto(schema, step, next), overLists(apply(rewrite, field)));
  });
  return (value) => all.forEach((rewrite) => rewrite(value));
}

const overLists = (change: (object: JsonObject) => void): Rewrite => {
  const rewrite: Rewrite = (value) => {
    if (Array.isArray(value)) value.forEach(rewrite);
    else if (isObject(value)) change(value);
  };
  return rewrite;
};

function apply(rewrite: FetchDataRewrite, field: string): (object: JsonObject) => void {
  if (rewrite.kind === 'ValueSetter') return (object) => void (object[field] = rewrite.setValueTo);
  return (object) => {
    if (!Object.hasOwn(object, field) || object[field] === undefined) return;
    object[rewrite.renameKeyTo] = object[field];
    object[field] = undefined;
  };
}

function stepInto(schema: GraphQLSchema, step: string, next: Rewrite): Rewrite {
  if (!step.startsWith(FRAGMENT)) return overLists((object) => next(object[step]));
  const names = typenamesOf(schema, step.slice(FRAGMENT.length));
  return overLists((object) => {
    const name = object['__typename'];
    // An object whose type nobody asked for is of the one type that it can be.
    if (!name || names.has(name as string)) next(object);
  });
}
