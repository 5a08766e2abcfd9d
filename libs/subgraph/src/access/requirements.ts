import { Kind, valueFromASTUntyped, type ConstDirectiveNode, type DocumentNode } from 'graphql';

/** Alternatives of sets of names: any one set must be held completely, as in `@policy(policies: [["a", "b"], ["c"]])`. */
type Alternatives = readonly (readonly string[])[];

/** What a caller must hold to select a type or field; every part counts. */
export interface Requirement {
  readonly authenticated: boolean;
  readonly policies: readonly Alternatives[];
  readonly scopes: readonly Alternatives[];
}

/** By coordinate: `Type` and `Type.field`. */
export type Requirements = ReadonlyMap<string, Requirement>;

const SECURITY_DIRECTIVES = new Set(['authenticated', 'policy', 'requiresScopes']);

/** Reads the access directives of a schema, a subgraph's own or the composed one: they are the only source of the rules. */
export function requirements(schema: DocumentNode): Requirements {
  refuseRenamedDirectives(schema);
  const table = new Map<string, Requirement>();
  const add = (coordinate: string, directives: readonly ConstDirectiveNode[] | undefined): void => {
    const requirement = all([...(table.has(coordinate) ? [table.get(coordinate)!] : []), ...(directives ?? []).map(requirementOf)]);
    if (requirement.authenticated) table.set(coordinate, requirement);
  };
  for (const definition of schema.definitions) {
    if (!/Type(Definition|Extension)$/.test(definition.kind) || !('name' in definition) || !definition.name) continue;
    add(definition.name.value, 'directives' in definition ? (definition.directives as readonly ConstDirectiveNode[]) : undefined);
    if (!('fields' in definition)) continue;
    for (const field of definition.fields ?? []) add(`${definition.name.value}.${field.name.value}`, field.directives);
  }
  return table;
}

/** The requirement that holds when each of these does. */
export const all = (parts: readonly Requirement[]): Requirement => ({
  authenticated: parts.some((part) => part.authenticated),
  policies: parts.flatMap((part) => part.policies),
  scopes: parts.flatMap((part) => part.scopes),
});

function requirementOf(directive: ConstDirectiveNode): Requirement {
  const name = directive.name.value.replace(/^federation__/, '');
  if (!SECURITY_DIRECTIVES.has(name)) return { authenticated: false, policies: [], scopes: [] };
  const alternatives = directive.arguments?.map((argument) => valueFromASTUntyped(argument.value) as Alternatives) ?? [];
  return { authenticated: true, policies: name === 'policy' ? alternatives : [], scopes: name === 'requiresScopes' ? alternatives : [] };
}

// A directive under another name would be overlooked: better not to start at all.
function refuseRenamedDirectives(schema: DocumentNode): void {
  for (const definition of schema.definitions) {
    if (definition.kind !== Kind.SCHEMA_DEFINITION && definition.kind !== Kind.SCHEMA_EXTENSION) continue;
    for (const link of definition.directives ?? []) {
      const text = JSON.stringify(link.arguments?.map((argument) => valueFromASTUntyped(argument.value)));
      const renamed = /"name":"@(authenticated|policy|requiresScopes)"/.test(text);
      const aliased = /specs\.apollo\.dev\/(authenticated|policy|requiresScopes|federation)\//.test(text) && hasArgument(link, 'as');
      if (link.name.value === 'link' && (renamed || aliased))
        throw new Error(`Access directives must keep their names, but the schema links ${text}.`);
    }
  }
}

const hasArgument = (directive: ConstDirectiveNode, name: string): boolean =>
  directive.arguments?.some((argument) => argument.name.value === name) ?? false;
