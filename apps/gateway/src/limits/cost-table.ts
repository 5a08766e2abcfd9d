import { Kind, valueFromASTUntyped, visit, type ConstDirectiveNode, type DocumentNode } from 'graphql';

/** How long a list is, from its `@listSize`. */
export interface ListSize {
  /** Used where no slicing argument is given. */
  readonly assumedSize: number | null;
  readonly slicingArguments: readonly string[];
  /** The fields one level below that are as long, such as `edges`; empty where the field itself is the list. */
  readonly sizedFields: readonly string[];
}

/** What the schema says of costs: weights by `Type` and `Type.field`, sizes by `Type.field`. */
export interface CostTable {
  readonly weights: ReadonlyMap<string, number>;
  readonly listSizes: ReadonlyMap<string, ListSize>;
}

/**
 * Reads `@cost` and `@listSize` of a composed schema (the IBM specification of cost directives, as federation has it). Throws
 * for a `@cost` at a place that is not counted here, rather than ignoring it.
 */
export function costTable(schema: DocumentNode): CostTable {
  const weights = new Map<string, number>();
  const listSizes = new Map<string, ListSize>();
  const read = (coordinate: string, directives: readonly ConstDirectiveNode[] = []): void => {
    for (const directive of directives) {
      const args = argumentsOf(directive);
      if (nameOf(directive) === 'cost') weights.set(coordinate, args['weight'] as number);
      if (nameOf(directive) === 'listSize') listSizes.set(coordinate, listSizeOf(args));
    }
  };
  for (const definition of schema.definitions) {
    if (!('directives' in definition) || !('name' in definition) || !definition.name || definition.kind === Kind.DIRECTIVE_DEFINITION)
      continue;
    const type = definition.name.value;
    read(type, definition.directives as readonly ConstDirectiveNode[]);
    if (definition.kind !== Kind.OBJECT_TYPE_DEFINITION && definition.kind !== Kind.INTERFACE_TYPE_DEFINITION) continue;
    for (const field of definition.fields ?? []) read(`${type}.${field.name.value}`, field.directives);
  }
  refuseUncounted(schema);
  return { weights, listSizes };
}

// The composition puts directives that a subgraph does not import under the name of their specification.
const nameOf = ({ name }: ConstDirectiveNode): string => name.value.replace(/^(federation|cost)__/, '');

const argumentsOf = (directive: ConstDirectiveNode): Readonly<Record<string, unknown>> =>
  Object.fromEntries(directive.arguments?.map(({ name, value }) => [name.value, valueFromASTUntyped(value)]) ?? []);

const listSizeOf = ({ assumedSize, slicingArguments, sizedFields }: Readonly<Record<string, unknown>>): ListSize => ({
  assumedSize: (assumedSize as number | undefined) ?? null,
  slicingArguments: (slicingArguments as string[] | undefined) ?? [],
  sizedFields: (sizedFields as string[] | undefined) ?? [],
});

function refuseUncounted(schema: DocumentNode): void {
  visit(schema, {
    InputValueDefinition: ({ name, directives }) => {
      if (directives?.some((directive) => nameOf(directive) === 'cost'))
        throw new Error(`@cost on the argument or input field ${name.value} is not counted: put it on the field that takes it.`);
    },
  });
}
