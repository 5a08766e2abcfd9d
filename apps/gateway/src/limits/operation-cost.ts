import {
  getArgumentValues,
  getDirectiveValues,
  getNamedType,
  getNullableType,
  GraphQLIncludeDirective,
  GraphQLSkipDirective,
  isCompositeType,
  isListType,
  isObjectType,
  isInterfaceType,
  Kind,
  OperationTypeNode,
  typeFromAST,
  type DocumentNode,
  type FieldNode,
  type FragmentDefinitionNode,
  type GraphQLCompositeType,
  type GraphQLField,
  type GraphQLSchema,
  type OperationDefinitionNode,
  type SelectionSetNode,
} from 'graphql';
import type { CostTable, ListSize } from './cost-table.ts';

/** A mutation writes, emits and waits for a commit. */
export const MUTATION_WEIGHT = 10;
/** What a list without `@listSize` would count as; the composition refuses such lists. */
const UNKNOWN_SIZE = 100;
/** Of a field with `first` that answers a union: the composition lets no `@listSize` speak of the members' fields. */
const PAGE: ListSize = { assumedSize: null, slicingArguments: ['first'], sizedFields: ['edges'] };

export interface CostedOperation {
  readonly schema: GraphQLSchema;
  readonly document: DocumentNode;
  readonly operation: OperationDefinitionNode;
  /** Coerced, with their defaults. */
  readonly variables: Readonly<Record<string, unknown>>;
}

interface Walk extends CostedOperation {
  readonly table: CostTable;
  readonly fragments: ReadonlyMap<string, FragmentDefinitionNode>;
}

/**
 * The most that a valid operation can cost: a point for every object that it may return, ten for a mutation, or the `@cost` of
 * field or type; lists count as long as their `@listSize` says for these arguments, by literal, variable or default. Members of
 * a union are added up, although only one comes: an upper bound, in one pass.
 */
export function operationCost(table: CostTable, costed: CostedOperation): number {
  const { schema, document, operation } = costed;
  const fragments = new Map(
    document.definitions.flatMap((definition) =>
      definition.kind === Kind.FRAGMENT_DEFINITION ? [[definition.name.value, definition]] : [],
    ),
  );
  const root = schema.getRootType(operation.operation);
  if (!root) return 0;
  return selectionCost({ ...costed, table, fragments }, operation.selectionSet, root, new Map());
}

/** `operationCost` that remembers what an operation without variables costs: the same each time, and documents are cached. */
export function rememberedCost(table: CostTable): (costed: CostedOperation) => number {
  const known = new WeakMap<OperationDefinitionNode, number>();
  return (costed) => {
    const { operation } = costed;
    const cost = known.get(operation) ?? operationCost(table, costed);
    if (!operation.variableDefinitions?.length) known.set(operation, cost);
    return cost;
  };
}

type Sizes = ReadonlyMap<string, number>;

/** `sizes`: how long the fields of this selection are of which the field above it has said so. */
function selectionCost(walk: Walk, set: SelectionSetNode, type: GraphQLCompositeType, sizes: Sizes): number {
  let cost = 0;
  for (const selection of set.selections) {
    if (!isIncluded(walk, selection)) continue;
    if (selection.kind === Kind.FIELD) cost += fieldCost(walk, selection, type, sizes);
    else {
      const fragment = selection.kind === Kind.INLINE_FRAGMENT ? selection : walk.fragments.get(selection.name.value);
      if (!fragment) continue;
      const inner = fragment.typeCondition ? typeFromAST(walk.schema, fragment.typeCondition) : type;
      if (isCompositeType(inner)) cost += selectionCost(walk, fragment.selectionSet, inner, sizes);
    }
  }
  return cost;
}

function fieldCost(walk: Walk, node: FieldNode, parent: GraphQLCompositeType, sizes: Sizes): number {
  const name = node.name.value;
  const field = isObjectType(parent) || isInterfaceType(parent) ? parent.getFields()[name] : undefined;
  // Introspection has limits of its own, and is off in production.
  if (!field) return 0;
  const coordinate = `${parent.name}.${name}`;
  const listSize = walk.table.listSizes.get(coordinate) ?? (field.args.some((argument) => argument.name === 'first') ? PAGE : undefined);
  const size = listSize ? sizeOf(walk, listSize, node, field) : UNKNOWN_SIZE;
  const type = getNamedType(field.type);
  const inner =
    node.selectionSet && isCompositeType(type)
      ? selectionCost(walk, node.selectionSet, type, new Map(listSize?.sizedFields.map((sized) => [sized, size])))
      : 0;
  const one = weightOf(walk, coordinate, field) + inner;
  return isListType(getNullableType(field.type)) ? one * (sizes.get(name) ?? size) : one;
}

function weightOf({ table, operation, schema }: Walk, coordinate: string, field: GraphQLField<unknown, unknown>): number {
  const type = getNamedType(field.type);
  const given = table.weights.get(coordinate) ?? table.weights.get(type.name);
  if (given !== undefined) return given;
  const isMutation = operation.operation === OperationTypeNode.MUTATION && coordinate.startsWith(`${schema.getMutationType()?.name}.`);
  if (isMutation) return MUTATION_WEIGHT;
  return isCompositeType(type) ? 1 : 0;
}

/** The longest that the arguments ask for; null counts as absent, as it does for whoever answers. */
function sizeOf(
  { variables }: Walk,
  { slicingArguments, assumedSize }: ListSize,
  node: FieldNode,
  field: GraphQLField<unknown, unknown>,
): number {
  const given = getArgumentValues(field, node, variables);
  const asked = slicingArguments.flatMap((name) => {
    const size: unknown = given[name] ?? field.args.find((argument) => argument.name === name)?.defaultValue;
    return typeof size === 'number' ? [Math.max(0, size)] : [];
  });
  return asked.length > 0 ? Math.max(...asked) : (assumedSize ?? UNKNOWN_SIZE);
}

function isIncluded({ variables }: Walk, selection: SelectionSetNode['selections'][number]): boolean {
  if (!selection.directives?.length) return true;
  const skip = getDirectiveValues(GraphQLSkipDirective, selection, variables);
  const include = getDirectiveValues(GraphQLIncludeDirective, selection, variables);
  return skip?.['if'] !== true && include?.['if'] !== false;
}
