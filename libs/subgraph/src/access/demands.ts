import {
  getNamedType,
  isAbstractType,
  Kind,
  TypeInfo,
  visit,
  visitWithTypeInfo,
  type DocumentNode,
  type FieldNode,
  type FragmentDefinitionNode,
  type GraphQLNamedType,
  type GraphQLSchema,
  type OperationDefinitionNode,
} from 'graphql';
import { all, type Requirement, type Requirements } from './requirements.ts';

/** A selected coordinate that needs something of the caller. */
export interface Demand {
  readonly coordinate: string;
  readonly requirement: Requirement;
}

/** Not to be met by anybody: for what the schema cannot explain. */
const IMPOSSIBLE: Requirement = { authenticated: true, policies: [[]], scopes: [] };

/**
 * What an operation demands: for every selected field its type, the field and the type it returns; on an interface or
 * union also the same of each member, since the answer may be any of them.
 */
export function demandsOf(
  schema: GraphQLSchema,
  document: DocumentNode,
  operation: OperationDefinitionNode,
  table: Requirements,
): readonly Demand[] {
  const demands = new Map<string, Requirement>();
  const info = new TypeInfo(schema);
  const visitor = visitWithTypeInfo(info, {
    Field: (field: FieldNode) => {
      const parent = info.getParentType();
      const returned = info.getType();
      const coordinate = `${parent?.name ?? '?'}.${field.name.value}`;
      const requirement =
        parent && returned ? requirementOfField(schema, parent, field.name.value, getNamedType(returned), table) : IMPOSSIBLE;
      if (requirement.authenticated) demands.set(coordinate, requirement);
    },
  });
  visit(operation, visitor);
  for (const fragment of fragmentsOf(document, operation)) visit(fragment, visitor);
  return [...demands].map(([coordinate, requirement]) => ({ coordinate, requirement }));
}

function requirementOfField(
  schema: GraphQLSchema,
  parent: GraphQLNamedType,
  field: string,
  returned: GraphQLNamedType,
  table: Requirements,
): Requirement {
  const parents = isAbstractType(parent) ? [parent, ...schema.getPossibleTypes(parent)] : [parent];
  const coordinates = [returned.name, ...parents.flatMap(({ name }) => [name, `${name}.${field}`])];
  return all(coordinates.flatMap((coordinate) => table.get(coordinate) ?? []));
}

/** The fragments that the operation reaches. */
function fragmentsOf(document: DocumentNode, operation: OperationDefinitionNode): ReadonlySet<FragmentDefinitionNode> {
  const byName = new Map(
    document.definitions
      .filter((definition) => definition.kind === Kind.FRAGMENT_DEFINITION)
      .map((definition) => [definition.name.value, definition]),
  );
  const reached = new Set<FragmentDefinitionNode>();
  const follow = (node: OperationDefinitionNode | FragmentDefinitionNode): void => {
    visit(node, {
      FragmentSpread: (spread) => {
        const fragment = byName.get(spread.name.value);
        if (!fragment || reached.has(fragment)) return;
        reached.add(fragment);
        follow(fragment);
      },
    });
  };
  follow(operation);
  return reached;
}
