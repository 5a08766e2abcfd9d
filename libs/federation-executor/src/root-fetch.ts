import { Kind, parse, type GraphQLSchema, type SelectionSetNode } from 'graphql';
import { deepMerge } from './deep-merge.ts';
import { entitiesAt } from './entities.ts';
import type { PlannedFetch } from './fetch-graph.ts';
import { compileBody } from './request-body.ts';
import { compileRewrites } from './rewrites.ts';
import type { FetchStep } from './run.ts';
import { subgraphError } from './subgraph-error.ts';

/** Compiles a fetch of root fields. */
export function rootFetch(schema: GraphQLSchema, { node, path }: PlannedFetch): FetchStep {
  const { serviceName: subgraph, operation: query, operationName } = node;
  const body = compileBody(query, operationName, node.variableUsages ?? []);
  const rewrite = compileRewrites(schema, node.outputRewrites);
  const kind = node.operationKind === 'mutation' ? 'mutation' : 'query';
  const asked = rootKeys(query).map((key) => [key]);
  return async (run) => {
    const targets = entitiesAt(run.data, path);
    if (targets.length === 0) return;
    const { data, errors } = await run.send({ subgraph, kind, query, operationName, body: body(run.variables), asked });
    for (const error of errors ?? []) run.errors.push(subgraphError(error, subgraph, error?.path && [...path, ...error.path]));
    if (!data) return;
    rewrite?.(data);
    for (const target of targets) deepMerge(target, data);
  };
}

function rootKeys(query: string): string[] {
  const { definitions } = parse(query, { noLocation: true });
  const fragments = new Map(
    definitions.flatMap((node) => (node.kind === Kind.FRAGMENT_DEFINITION ? [[node.name.value, node.selectionSet] as const] : [])),
  );
  const keysOf = ({ selections }: SelectionSetNode): string[] =>
    selections.flatMap((selection) => {
      if (selection.kind === Kind.FIELD) return [(selection.alias ?? selection.name).value];
      return keysOf(selection.kind === Kind.INLINE_FRAGMENT ? selection.selectionSet : fragments.get(selection.name.value)!);
    });
  const operation = definitions.find((definition) => definition.kind === Kind.OPERATION_DEFINITION);
  return operation ? [...new Set(keysOf(operation.selectionSet))] : [];
}
