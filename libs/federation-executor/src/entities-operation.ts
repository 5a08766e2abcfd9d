import {
  Kind,
  OperationTypeNode,
  parse,
  print,
  visit,
  type DocumentNode,
  type FieldNode,
  type FragmentDefinitionNode,
  type VariableDefinitionNode,
} from 'graphql';
import type { EntityGroup } from './merge-fetches.ts';

/** An operation on entities, and by which names each group is sent and answered. */
export interface EntitiesOperation {
  readonly query: string;
  readonly operationName: string | undefined;
  readonly variables: readonly string[];
  /** For each group: the key of the answer and the variable of its representations. */
  readonly names: readonly { readonly key: string; readonly representations: string }[];
}

/** Prints the one operation that asks for all groups. */
export function entitiesOperation(groups: readonly EntityGroup[]): EntitiesOperation {
  const { operation, operationName } = groups[0]!.node;
  const variables = [...new Set(groups.flatMap(({ node }) => node.variableUsages ?? []))];
  if (groups.length === 1)
    return { query: operation, operationName, variables, names: [{ key: '_entities', representations: 'representations' }] };
  const parts = groups.map(({ node }, index) => renamed(parse(node.operation, { noLocation: true }), index));
  const query = print({
    kind: Kind.DOCUMENT,
    definitions: [
      {
        kind: Kind.OPERATION_DEFINITION,
        operation: OperationTypeNode.QUERY,
        ...(operationName !== undefined && { name: { kind: Kind.NAME, value: operationName } }),
        variableDefinitions: distinct(parts.flatMap((part) => part.variables)),
        selectionSet: { kind: Kind.SELECTION_SET, selections: parts.map(({ field }) => field) },
      },
      ...parts.flatMap(({ fragments }) => fragments),
    ],
  });
  const names = groups.map((_group, index) => ({ key: `_${index}`, representations: `representations_${index}` }));
  return { query: query.replace(/\s+/g, ' '), operationName, variables, names };
}

interface Part {
  readonly field: FieldNode;
  readonly variables: readonly VariableDefinitionNode[];
  readonly fragments: readonly FragmentDefinitionNode[];
}

/** One group's operation with names that no other group has. */
function renamed(document: DocumentNode, index: number): Part {
  const name = (value: string) => ({ kind: Kind.NAME as const, value });
  const own = visit(document, {
    Variable: (node) => (node.name.value === 'representations' ? { ...node, name: name(`representations_${index}`) } : undefined),
    FragmentSpread: (node) => ({ ...node, name: name(`${node.name.value}_${index}`) }),
    FragmentDefinition: (node) => ({ ...node, name: name(`${node.name.value}_${index}`) }),
  });
  const operation = own.definitions.find((definition) => definition.kind === Kind.OPERATION_DEFINITION)!;
  const field = operation.selectionSet.selections[0] as FieldNode;
  return {
    field: { ...field, alias: name(`_${index}`) },
    variables: operation.variableDefinitions ?? [],
    fragments: own.definitions.filter((definition) => definition.kind === Kind.FRAGMENT_DEFINITION),
  };
}

const distinct = (definitions: readonly VariableDefinitionNode[]): VariableDefinitionNode[] => [
  ...new Map(definitions.map((definition) => [definition.variable.name.value, definition])).values(),
];
