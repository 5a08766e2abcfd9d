import { executeSync, Kind, type GraphQLObjectType } from 'graphql';
import { collectFields, isIntrospection, type CollectContext } from './collect-fields.ts';
import type { JsonObject } from './json.ts';
import type { Variables } from './operation.ts';

const NONE: JsonObject = {};

/** Answers `__schema` and `__type` by graphql-js from the API schema; an empty object where an operation has neither. */
export function introspect(context: CollectContext, root: GraphQLObjectType, variables: Variables | undefined): JsonObject {
  const { schema, operation } = context;
  const fields = collectFields(context, root, [{ set: operation.definition.selectionSet, parent: root }]);
  const selections = [...fields.values()].filter(({ name }) => isIntrospection(name)).flatMap(({ nodes }) => nodes);
  if (selections.length === 0) return NONE;
  const query = { ...operation.definition, selectionSet: { kind: Kind.SELECTION_SET as const, selections } };
  const document = { kind: Kind.DOCUMENT as const, definitions: [query, ...operation.fragments.values()] };
  const { data, errors } = executeSync({ schema, document, rootValue: {}, ...(variables && { variableValues: variables }) });
  if (errors?.length) throw errors[0]!;
  return { ...data };
}
