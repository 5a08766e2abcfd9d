import { Kind, type FieldDefinitionNode, type ObjectTypeDefinitionNode, type ObjectTypeExtensionNode, type TypeNode } from 'graphql';
import type { Subgraph } from './subgraphs.ts';

type ObjectNode = ObjectTypeDefinitionNode | ObjectTypeExtensionNode;

const objectsOf = ({ typeDefs }: Subgraph): readonly ObjectNode[] =>
  typeDefs.definitions.filter(
    (node): node is ObjectNode => node.kind === Kind.OBJECT_TYPE_DEFINITION || node.kind === Kind.OBJECT_TYPE_EXTENSION,
  );

const nameOf = (type: TypeNode): string => (type.kind === Kind.NAMED_TYPE ? type.name.value : nameOf(type.type));

const isShareable = ({ directives }: FieldDefinitionNode): boolean => (directives ?? []).some(({ name }) => name.value === 'shareable');

/** The types that several subgraphs answer at the root together. */
const sharedTypes = (subgraphs: readonly Subgraph[]): ReadonlySet<string> =>
  new Set(
    subgraphs
      .flatMap(objectsOf)
      .filter(({ name }) => name.value === 'Query')
      .flatMap(({ fields }) => (fields ?? []).filter(isShareable).map(({ type }) => nameOf(type))),
  );

/**
 * Where a fault in one subgraph would take the others' answers with it: a field other than the id that can never be null, on a
 * type that several of them answer together. No reference stands between their fields that could be null in its place.
 */
export function contagious(subgraphs: readonly Subgraph[]): readonly string[] {
  const shared = sharedTypes(subgraphs);
  return subgraphs.flatMap((subgraph) =>
    objectsOf(subgraph)
      .filter(({ name }) => shared.has(name.value))
      .flatMap(({ name: type, fields }) =>
        (fields ?? [])
          .filter(({ name, type: given }) => name.value !== 'id' && given.kind === Kind.NON_NULL_TYPE)
          .map(
            ({ name }) => `${type.value}.${name.value} (${subgraph.name}) must be nullable: without it, the others’ fields would be lost`,
          ),
      ),
  );
}
