import type { FetchNode, QueryPlanSelectionNode } from '@apollo/query-planner';
import type { GraphQLSchema } from 'graphql';
import { deepMerge } from './deep-merge.ts';
import { isObject, type JsonObject } from './json.ts';
import { compileRewrites } from './rewrites.ts';
import { typenamesOf } from './type-condition.ts';

/** Writes what an entity is known by to a subgraph, as JSON; undefined where it lacks what the subgraph needs. */
export type Represent = (entity: JsonObject) => string | undefined;

/** Compiles the `requires` of a fetch. */
export function compileRepresentation(schema: GraphQLSchema, { requires = [], inputRewrites }: FetchNode): Represent {
  const build = compileSelections(schema, requires);
  const rewrite = compileRewrites(schema, inputRewrites);
  return (entity) => {
    const representation = build(entity);
    if (!representation?.['__typename']) return undefined;
    rewrite?.(representation);
    return JSON.stringify(representation);
  };
}

type Build = (source: JsonObject) => JsonObject | null;
/** Adds one selection's values; false where the source lacks one, which makes the whole object unusable. */
type AddTo = (result: JsonObject, source: JsonObject) => boolean;

function compileSelections(schema: GraphQLSchema, selections: readonly QueryPlanSelectionNode[]): Build {
  const parts = selections.map((selection) => compileSelection(schema, selection));
  return (source) => {
    const result: JsonObject = {};
    for (const addTo of parts) if (!addTo(result, source)) return null;
    return result;
  };
}

function compileSelection(schema: GraphQLSchema, selection: QueryPlanSelectionNode): AddTo {
  if (selection.kind === 'Field') {
    const key = selection.alias ?? selection.name;
    const read = selection.selections ? compileNested(compileSelections(schema, selection.selections)) : (value: unknown) => value;
    return (result, source) => {
      const value = source[key];
      if (value === undefined) return false;
      result[key] = read(value);
      return true;
    };
  }
  const { typeCondition, selections } = selection;
  if (!typeCondition) return () => true;
  const names = typenamesOf(schema, typeCondition);
  const build = compileSelections(schema, selections);
  return (result, source) => {
    if (names.has(source['__typename'] as string)) deepMerge(result, build(source));
    return true;
  };
}

function compileNested(build: Build): (value: unknown) => unknown {
  const read = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(read);
    return isObject(value) ? build(value) : null;
  };
  return read;
}
