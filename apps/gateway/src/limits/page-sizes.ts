import { Kind, TypeInfo, valueFromAST, visit, visitWithTypeInfo, type DocumentNode, type GraphQLSchema } from 'graphql';

export const MAX_FIRST = 100;

/**
 * The lists of which an operation asks for too much, as `field(first: n)`: by literal, variable or default. `variables` are
 * coerced, so that their defaults are in them.
 */
export function oversizedPages(
  schema: GraphQLSchema,
  document: DocumentNode,
  variables: Readonly<Record<string, unknown>>,
): readonly string[] {
  const info = new TypeInfo(schema);
  const oversized: string[] = [];
  visit(
    document,
    visitWithTypeInfo(info, {
      Field: (field) => {
        const definition = info.getFieldDef()?.args.find((argument) => argument.name === 'first');
        if (!definition) return;
        const node = field.arguments?.find((argument) => argument.name.value === 'first')?.value;
        const isAbsent = !node || (node.kind === Kind.VARIABLE && !(node.name.value in variables));
        const first: unknown = isAbsent ? definition.defaultValue : valueFromAST(node, definition.type, variables);
        if (typeof first === 'number' && (first < 1 || first > MAX_FIRST)) oversized.push(`${field.name.value}(first: ${first})`);
      },
    }),
  );
  return oversized;
}
