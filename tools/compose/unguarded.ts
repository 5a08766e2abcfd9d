import { Kind, type FieldDefinitionNode, type ObjectTypeDefinitionNode, type ObjectTypeExtensionNode } from 'graphql';
import type { Subgraph } from './subgraphs.ts';

const roots = ['Query', 'Mutation', 'Subscription'];
const guards = ['authenticated', 'policy', 'requiresScopes'];

const isGuarded = (field: FieldDefinitionNode): boolean =>
  (field.directives ?? []).some((directive) => guards.includes(directive.name.value));

/** The coordinates of a list of public fields: one a line, `#` starts a comment. */
export const parsePublicFields = (text: string): readonly string[] =>
  text
    .split('\n')
    .map((line) => line.replace(/#.*/, '').trim())
    .filter((line) => line !== '');

/**
 * What contradicts "closed unless opened": a root field with neither an access directive nor a place on the public list,
 * and a place on the list that opens nothing.
 */
export function unguarded(subgraphs: readonly Subgraph[], publicFields: readonly string[]): readonly string[] {
  const fields = subgraphs.flatMap(({ name, typeDefs }) =>
    typeDefs.definitions
      .filter(
        (node): node is ObjectTypeDefinitionNode | ObjectTypeExtensionNode =>
          (node.kind === Kind.OBJECT_TYPE_DEFINITION || node.kind === Kind.OBJECT_TYPE_EXTENSION) && roots.includes(node.name.value),
      )
      .flatMap((node) =>
        (node.fields ?? []).map((field) => ({
          coordinate: `${node.name.value}.${field.name.value}`,
          subgraph: name,
          guarded: isGuarded(field),
        })),
      ),
  );
  const open = fields.filter(({ guarded }) => !guarded);
  return [
    ...open
      .filter(({ coordinate }) => !publicFields.includes(coordinate))
      .map(({ coordinate, subgraph }) => `${coordinate} (${subgraph}) carries no access directive and is not on infra/public-fields.txt`),
    ...publicFields
      .filter((coordinate) => !open.some((field) => field.coordinate === coordinate))
      .map((coordinate) => `${coordinate} is on infra/public-fields.txt, but no subgraph has it open: take it off`),
  ];
}
