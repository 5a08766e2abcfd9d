import {
  GraphQLError,
  Kind,
  valueFromASTUntyped,
  visit,
  type DirectiveNode,
  type DocumentNode,
  type FragmentDefinitionNode,
  type OperationDefinitionNode,
  type SelectionNode,
} from 'graphql';
import { unsupported } from './unsupported.ts';

export type Variables = Readonly<Record<string, unknown>>;

/** One operation of a document with everything that running it needs to know of its text. */
export interface Operation {
  readonly definition: OperationDefinitionNode;
  readonly fragments: ReadonlyMap<string, FragmentDefinitionNode>;
  /** The variables on which `@skip` and `@include` depend, in order of appearance. */
  readonly conditionVariables: readonly string[];
  /** The default values of variables, untyped. */
  readonly defaults: Variables;
}

/** Finds the operation and refuses what the executor does not run. Throws a GraphQLError where the request is wrong. */
export function readOperation(document: DocumentNode, operationName?: string | null): Operation {
  const operations = document.definitions.filter((definition) => definition.kind === Kind.OPERATION_DEFINITION);
  const named = operationName ? operations.filter(({ name }) => name?.value === operationName) : operations;
  const [definition, second] = named;
  if (!definition) throw new GraphQLError(operationName ? `Unknown operation named "${operationName}".` : 'Must provide an operation.');
  if (second) throw new GraphQLError('Must provide operation name if query contains multiple operations.');
  if (definition.operation === 'subscription') unsupported('subscription');
  const fragments = document.definitions.filter((node) => node.kind === Kind.FRAGMENT_DEFINITION);
  const conditionVariables = new Set<string>();
  for (const root of [definition, ...fragments])
    visit(root, {
      Field: ({ alias, name }) => ((alias ?? name).value in {} ? unsupported('prototype-name') : undefined),
      Directive: (directive) => readCondition(directive, conditionVariables),
    });
  return {
    definition,
    fragments: new Map(fragments.map((fragment) => [fragment.name.value, fragment])),
    conditionVariables: [...conditionVariables],
    defaults: Object.fromEntries(
      (definition.variableDefinitions ?? []).flatMap(({ variable, defaultValue }) =>
        defaultValue ? [[variable.name.value, valueFromASTUntyped(defaultValue)]] : [],
      ),
    ),
  };
}

function readCondition(directive: DirectiveNode, into: Set<string>): void {
  if (directive.name.value === 'defer')
    throw new GraphQLError('This gateway does not answer in parts: remove @defer.', {
      nodes: directive,
      extensions: { code: 'DEFER_NOT_SUPPORTED' },
    });
  const condition = conditionOf(directive);
  if (condition?.kind === Kind.VARIABLE) into.add(condition.name.value);
}

const conditionOf = ({ name, arguments: given }: DirectiveNode) =>
  name.value === 'skip' || name.value === 'include' ? given?.find((argument) => argument.name.value === 'if')?.value : undefined;

/** The value of a Boolean! variable of `@skip`, `@include` or a plan's condition. Throws where there is none. */
export function booleanOf(variable: string, variables: Variables | undefined, defaults: Variables): boolean {
  const given = variables && Object.hasOwn(variables, variable) ? variables[variable] : undefined;
  const value = given === undefined ? defaults[variable] : given;
  if (typeof value !== 'boolean') throw new GraphQLError(`The variable $${variable} must be true or false.`);
  return value;
}

/** Whether the directives of a selection let it take part. */
export function isIncluded({ directives }: SelectionNode, valueOf: (variable: string) => boolean): boolean {
  return (directives ?? []).every((directive) => {
    const condition = conditionOf(directive);
    if (!condition) return true;
    const value = condition.kind === Kind.VARIABLE ? valueOf(condition.name.value) : condition.kind === Kind.BOOLEAN && condition.value;
    return directive.name.value === 'include' ? value : !value;
  });
}
