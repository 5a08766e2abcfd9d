import type { GraphQLFormattedError, GraphQLSchema } from 'graphql';
import { deepMerge } from './deep-merge.ts';
import { entitiesAt, entityPaths, type AnswerPath } from './entities.ts';
import type { PlannedFetch } from './fetch-graph.ts';
import { isObject, type JsonObject } from './json.ts';
import { booleanOf, type Variables } from './operation.ts';
import { compileRepresentation } from './representations.ts';
import { compileRewrites } from './rewrites.ts';
import { subgraphError } from './subgraph-error.ts';
import type { Send, SubgraphRequest } from './subgraph-request.ts';

/** One run of an operation, on its way. */
export interface Run {
  /** What the subgraphs have answered so far, merged. */
  readonly data: JsonObject;
  readonly errors: Error[];
  readonly variables: Variables | undefined;
  readonly defaults: Variables;
  readonly send: (request: SubgraphRequest) => ReturnType<Send<never>>;
}

/** Sends a fetch and merges its answer. Failures become errors of the run. */
export type FetchStep = (run: Run) => Promise<void>;

/** Compiles a fetch: its text is printed and its entities' representations are known before the first request. */
export function compileFetch(supergraphSchema: GraphQLSchema, fetch: PlannedFetch): FetchStep {
  const perform = fetch.node.requires ? entityFetch(supergraphSchema, fetch) : rootFetch(supergraphSchema, fetch);
  return async (run) => {
    if (!fetch.conditions.every(({ variable, value }) => booleanOf(variable, run.variables, run.defaults) === value)) return;
    try {
      await perform(run);
    } catch (error) {
      run.errors.push(error instanceof Error ? error : new Error(String(error)));
    }
  };
}

function rootFetch(schema: GraphQLSchema, { node, path }: PlannedFetch): FetchStep {
  const request = compileRequest(node);
  const rewrite = compileRewrites(schema, node.outputRewrites);
  return async (run) => {
    const targets = entitiesAt(run.data, path);
    if (targets.length === 0) return;
    const { data, errors } = await run.send(request(run.variables));
    for (const error of errors ?? []) run.errors.push(subgraphError(error, node.serviceName, error?.path && [...path, ...error.path]));
    if (!data) return;
    rewrite?.(data);
    for (const target of targets) deepMerge(target, data);
  };
}

/** The entities of one fetch, each distinct representation once. */
interface Batch {
  readonly targets: readonly JsonObject[];
  /** For each target the index of its representation. */
  readonly slots: readonly number[];
  /** For each target its index among the entities at the path. */
  readonly places: readonly number[];
  readonly representations: readonly string[];
}

function entityFetch(schema: GraphQLSchema, { node, path }: PlannedFetch): FetchStep {
  const request = compileRequest(node);
  const represent = compileRepresentation(schema, node);
  const rewrite = compileRewrites(schema, node.outputRewrites);
  return async (run) => {
    const batch = batchOf(entitiesAt(run.data, path), represent);
    const { length } = batch.representations;
    if (length === 0) return;
    const { data, errors } = await run.send(request(run.variables, batch.representations));
    if (errors?.length) reportErrors(run, errors, { subgraph: node.serviceName, path, batch });
    if (!data) return;
    const entities = isObject(data) ? data['_entities'] : undefined;
    if (!Array.isArray(entities)) throw new Error('Expected "data._entities" in response to be an array');
    if (entities.length !== length) throw new Error(`Expected "data._entities" to contain ${length} elements`);
    mergeEntities(entities, batch, rewrite);
  };
}

function batchOf(entities: readonly JsonObject[], represent: (entity: JsonObject) => string | undefined): Batch {
  const batch = { targets: [] as JsonObject[], slots: [] as number[], places: [] as number[], representations: [] as string[] };
  const slotOf = new Map<string, number>();
  entities.forEach((entity, place) => {
    const representation = represent(entity);
    if (representation === undefined) return;
    let slot = slotOf.get(representation);
    if (slot === undefined) slotOf.set(representation, (slot = batch.representations.push(representation) - 1));
    batch.targets.push(entity);
    batch.slots.push(slot);
    batch.places.push(place);
  });
  return batch;
}

function mergeEntities(entities: readonly unknown[], { targets, slots }: Batch, rewrite: ((value: unknown) => void) | undefined): void {
  const isFirst = new Array<boolean>(entities.length).fill(true);
  targets.forEach((target, index) => {
    const slot = slots[index]!;
    const entity = entities[slot];
    if (!isObject(entity)) return;
    if (isFirst[slot]) {
      if (!entity['__typename']) entity['__typename'] = target['__typename'];
      rewrite?.(entity);
      isFirst[slot] = false;
    }
    deepMerge(target, entity);
  });
}

interface Origin {
  readonly subgraph: string;
  readonly path: readonly string[];
  readonly batch: Batch;
}

/** An error on an entity is told at every place of the answer that has this entity. */
function reportErrors(run: Run, errors: readonly GraphQLFormattedError[], { subgraph, path, batch }: Origin): void {
  let paths: AnswerPath[] | undefined;
  for (const error of errors) {
    const [, slot, ...rest] = error?.path ?? [];
    if (typeof slot !== 'number') {
      run.errors.push(subgraphError(error, subgraph, error?.path && [...path, ...error.path]));
      continue;
    }
    paths ??= entityPaths(run.data, path);
    batch.slots.forEach((target, index) => {
      if (target === slot) run.errors.push(subgraphError(error, subgraph, [...(paths![batch.places[index]!] ?? []), ...rest]));
    });
  }
}

/** Prints all of a request that is known beforehand. */
function compileRequest({ serviceName, operation, operationName, operationKind, variableUsages = [] }: PlannedFetch['node']) {
  const head = `{"query":${JSON.stringify(operation)},"variables":{`;
  const tail = operationName === undefined ? '}}' : `},"operationName":${JSON.stringify(operationName)}}`;
  const names = variableUsages.map((name) => ({ name, prefix: `${JSON.stringify(name)}:` }));
  const kind = operationKind === 'mutation' ? ('mutation' as const) : ('query' as const);
  return (variables: Variables | undefined, representations?: readonly string[]): SubgraphRequest => {
    const parts: string[] = [];
    for (const { name, prefix } of names) {
      const value = variables && Object.hasOwn(variables, name) ? variables[name] : undefined;
      if (value !== undefined) parts.push(prefix + JSON.stringify(value));
    }
    if (representations) parts.push(`"representations":[${representations.join(',')}]`);
    return { subgraph: serviceName, kind, query: operation, operationName, body: head + parts.join(',') + tail };
  };
}
