import type { GraphQLError, GraphQLObjectType, GraphQLSchema } from 'graphql';
import { collectFields, isIntrospection, type CollectContext } from './collect-fields.ts';
import { completeLeniently } from './complete-leniently.ts';
import { compileStrictCompletion, IRREGULAR } from './complete-strictly.ts';
import { introspect } from './introspection.ts';
import type { JsonObject } from './json.ts';
import { booleanOf, type Operation, type Variables } from './operation.ts';

export interface Completed {
  readonly data: JsonObject | null;
  readonly completionErrors: readonly GraphQLError[];
  readonly structureErrors: readonly GraphQLError[];
}

/** Makes the answer that the client asked for out of what the subgraphs gave. */
export type Complete = (data: JsonObject, variables: Variables | undefined) => Completed;

/** How many combinations of its conditions' values one operation keeps code for. */
const MAX_VARIANTS = 32;

const NONE: readonly GraphQLError[] = [];
const NO_INTROSPECTION: JsonObject = {};

/**
 * Compiles the completion of an operation, once for each combination of the values that `@skip` and `@include` depend on. Regular
 * data takes generated code; the moment a value is not what the schema says, the answer is made again, leniently.
 */
export function compileCompletion(schema: GraphQLSchema, operation: Operation): Complete {
  const root = (operation.definition.operation === 'mutation' ? schema.getMutationType() : schema.getQueryType())!;
  const variants = new Map<string, Complete>();
  return (data, variables) => {
    const key = operation.conditionVariables.map((variable) => (booleanOf(variable, variables, operation.defaults) ? '1' : '0')).join('');
    let variant = variants.get(key);
    if (!variant) {
      if (variants.size >= MAX_VARIANTS) variants.clear();
      variants.set(key, (variant = compileVariant(schema, operation, { root, key })));
    }
    return variant(data, variables);
  };
}

function compileVariant(schema: GraphQLSchema, operation: Operation, { root, key }: { root: GraphQLObjectType; key: string }): Complete {
  const values = new Map(operation.conditionVariables.map((variable, index) => [variable, key[index] === '1']));
  const context: CollectContext = { schema, operation, valueOf: (variable) => values.get(variable)! };
  const fields = collectFields(context, root, [{ set: operation.definition.selectionSet, parent: root }]);
  const introspects = [...fields.values()].some(({ name }) => isIntrospection(name));
  const strict = compileStrictCompletion(context, root);
  return (data, variables) => {
    const introspection = introspects ? introspect(context, root, variables) : NO_INTROSPECTION;
    try {
      if (strict) return { data: strict(data, introspection), completionErrors: NONE, structureErrors: NONE };
    } catch (error) {
      if (error !== IRREGULAR) throw error;
    }
    return completeLeniently(context, root, data, introspection);
  };
}
