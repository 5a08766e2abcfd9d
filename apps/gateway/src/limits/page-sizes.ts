import { Kind, TypeInfo, valueFromAST, visit, visitWithTypeInfo, type DocumentNode, type GraphQLSchema } from 'graphql';

export const MAX_FIRST = 100;

type Variables = Readonly<Record<string, unknown>>;

/** A list of an operation, and how long a page of it these variables ask for. */
interface Page {
  readonly field: string;
  first(variables: Variables): unknown;
}

/**
 * The lists of which an operation asks for too much, as `field(first: n)`: by literal, variable or default. The variables are
 * coerced, so that their defaults are in them. Documents are cached, so their lists are looked up once.
 */
export function oversizedPages(schema: GraphQLSchema): (document: DocumentNode, variables: Variables) => readonly string[] {
  const known = new WeakMap<DocumentNode, readonly Page[]>();
  return (document, variables) => {
    const pages = known.get(document) ?? pagesOf(schema, document);
    known.set(document, pages);
    return pages
      .map(({ field, first }) => [field, first(variables)] as const)
      .filter(([, first]) => typeof first === 'number' && (first < 1 || first > MAX_FIRST))
      .map(([field, first]) => `${field}(first: ${String(first)})`);
  };
}

function pagesOf(schema: GraphQLSchema, document: DocumentNode): readonly Page[] {
  const info = new TypeInfo(schema);
  const pages: Page[] = [];
  visit(
    document,
    visitWithTypeInfo(info, {
      Field: (node) => {
        const definition = info.getFieldDef()?.args.find((argument) => argument.name === 'first');
        if (!definition) return;
        const given = node.arguments?.find((argument) => argument.name.value === 'first')?.value;
        const isAbsent = (variables: Variables): boolean => !given || (given.kind === Kind.VARIABLE && !(given.name.value in variables));
        pages.push({
          field: node.name.value,
          first: (variables) => (isAbsent(variables) ? definition.defaultValue : valueFromAST(given, definition.type, variables)),
        });
      },
    }),
  );
  return pages;
}
