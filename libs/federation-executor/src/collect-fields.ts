import {
  isCompositeType,
  isObjectType,
  Kind,
  SchemaMetaFieldDef,
  TypeMetaFieldDef,
  type FieldNode,
  type GraphQLCompositeType,
  type GraphQLOutputType,
  type GraphQLSchema,
  type SelectionSetNode,
} from 'graphql';
import { isIncluded, type Operation } from './operation.ts';
import { satisfies } from './type-condition.ts';

/** A selection set where the operation states it: `parent` is the type it selects from, an interface perhaps. */
export interface Selections {
  readonly set: SelectionSetNode;
  readonly parent: GraphQLCompositeType;
}

/** All that an operation selects under one name of the answer. */
export interface CollectedField {
  readonly key: string;
  readonly name: string;
  /** Their types: more than one where an interface and its object differ in it. Empty for `__typename`. */
  readonly types: GraphQLOutputType[];
  readonly nodes: FieldNode[];
  /** Of the values, if they are objects. */
  readonly selections: Selections[];
}

export interface CollectContext {
  readonly schema: GraphQLSchema;
  readonly operation: Operation;
  readonly valueOf: (variable: string) => boolean;
}

/** The fields of an object of the given type, in the order of the answer (https://spec.graphql.org/October2021/#CollectFields()). */
export function collectFields(
  context: CollectContext,
  type: GraphQLCompositeType,
  from: readonly Selections[],
): Map<string, CollectedField> {
  const fields = new Map<string, CollectedField>();
  const walk = ({ set, parent }: Selections): void => {
    for (const selection of set.selections) {
      if (!isIncluded(selection, context.valueOf)) continue;
      if (selection.kind === Kind.FIELD) add(fields, context.schema, parent, selection);
      else {
        const fragment = selection.kind === Kind.FRAGMENT_SPREAD ? context.operation.fragments.get(selection.name.value)! : selection;
        const condition = conditionType(context.schema, fragment.typeCondition?.name.value) ?? parent;
        if (!fragment.typeCondition || satisfies(context.schema, type, condition)) walk({ set: fragment.selectionSet, parent: condition });
      }
    }
  };
  from.forEach(walk);
  return fields;
}

/** The type that a fragment names; undefined where it names none. */
export function conditionType(schema: GraphQLSchema, name: string | undefined): GraphQLCompositeType | undefined {
  const type = name === undefined ? undefined : schema.getType(name);
  return isCompositeType(type) ? type : undefined;
}

/** The type of a field as its selection sees it; undefined for `__typename`. */
export function fieldType(schema: GraphQLSchema, parent: GraphQLCompositeType, name: string): GraphQLOutputType | undefined {
  if (name === '__typename') return undefined;
  if (name === SchemaMetaFieldDef.name) return SchemaMetaFieldDef.type;
  if (name === TypeMetaFieldDef.name) return TypeMetaFieldDef.type;
  return 'getFields' in parent ? parent.getFields()[name]?.type : undefined;
}

export const isIntrospection = (name: string): boolean => name === SchemaMetaFieldDef.name || name === TypeMetaFieldDef.name;

function add(fields: Map<string, CollectedField>, schema: GraphQLSchema, parent: GraphQLCompositeType, node: FieldNode): void {
  const key = (node.alias ?? node.name).value;
  const type = fieldType(schema, parent, node.name.value);
  let field = fields.get(key);
  if (!field) fields.set(key, (field = { key, name: node.name.value, types: [], nodes: [], selections: [] }));
  field.nodes.push(node);
  if (!type) return;
  if (!field.types.some((known) => String(known) === String(type))) field.types.push(type);
  const named = conditionType(schema, String(type).replace(/[[\]!]/g, ''));
  if (node.selectionSet && named) field.selections.push({ set: node.selectionSet, parent: named });
}

/** The types that an object may say it has: for an abstract type its objects, and interfaces of which only an `@interfaceObject` is known. */
export const concreteTypes = (schema: GraphQLSchema, type: GraphQLCompositeType): readonly GraphQLCompositeType[] =>
  isObjectType(type) ? [type] : schema.getPossibleTypes(type);
