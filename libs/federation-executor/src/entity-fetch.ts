import type { GraphQLFormattedError, GraphQLSchema } from 'graphql';
import { deepMerge } from './deep-merge.ts';
import { entitiesOperation } from './entities-operation.ts';
import { entitiesAt, entityPaths, type AnswerPath } from './entities.ts';
import { isObject, type JsonObject } from './json.ts';
import type { EntityGroup } from './merge-fetches.ts';
import { compileRepresentation, type Represent } from './representations.ts';
import { compileBody } from './request-body.ts';
import { compileRewrites, type Rewrite } from './rewrites.ts';
import { attempt, type FetchStep, type Run } from './run.ts';
import { subgraphError } from './subgraph-error.ts';

/** An entity of the answer that waits for what a subgraph says of it. */
interface Target {
  readonly entity: JsonObject;
  /** The index of its representation. */
  readonly slot: number;
  /** Which of the group's paths it is at, and its index among the entities there. */
  readonly path: number;
  readonly place: number;
}

/** The entities of one group, each distinct representation once. */
interface Batch {
  readonly targets: readonly Target[];
  readonly representations: readonly string[];
}

interface Group {
  readonly key: string;
  readonly paths: readonly (readonly string[])[];
  readonly represent: Represent;
  readonly rewrite: Rewrite | undefined;
  readonly prefix: string;
}

/**
 * Compiles a fetch of entities. A group with more representations than `limit` is asked for in several requests at once.
 *
 * A subgraph that fails as a whole (`"data": null`) fails for everything that was joined into one request. Each part is then asked
 * for again by itself, so that joining changes no answer.
 */
export function entityFetch(schema: GraphQLSchema, merged: readonly EntityGroup[], limit: number): FetchStep {
  const together = jointFetch(schema, merged, limit);
  const parts = merged.flatMap(({ node, paths }) => paths.map((path) => ({ node, paths: [path] })));
  if (parts.length === 1) return async (run) => void (await together(run));
  const apart = parts.map((part) => jointFetch(schema, [part], limit));
  return async (run) => {
    const trial: Run = { ...run, errors: [] };
    if (await together(trial)) run.errors.push(...trial.errors);
    else await Promise.all(apart.map((fetch) => attempt(run, async () => void (await fetch(run)))));
  };
}

/** False where the subgraph said `"data": null` to one of the requests. */
function jointFetch(schema: GraphQLSchema, merged: readonly EntityGroup[], limit: number): (run: Run) => Promise<boolean> {
  const { serviceName: subgraph } = merged[0]!.node;
  const { query, operationName, variables, names } = entitiesOperation(merged);
  const body = compileBody(query, operationName, variables);
  const asked = names.map(({ key }) => [key, 0]);
  const groups = merged.map(({ node, paths }, index): Group => ({
    key: names[index]!.key,
    paths,
    represent: compileRepresentation(schema, node),
    rewrite: compileRewrites(schema, node.outputRewrites),
    prefix: `"${names[index]!.representations}":[`,
  }));
  return async (run) => {
    const batches = groups.map((group) => batchOf(run, group));
    const most = Math.max(...batches.map(({ representations }) => representations.length));
    let whole = true;
    const sendFrom = async (from: number): Promise<void> => {
      const lists = batches.map(
        ({ representations }, index) => `${groups[index]!.prefix}${representations.slice(from, from + limit).join(',')}]`,
      );
      const { data, errors } = await run.send({ subgraph, kind: 'query', query, operationName, body: body(run.variables, lists), asked });
      for (const error of errors ?? []) report(run, error, { subgraph, groups, batches, from });
      if (data === null) whole = false;
      if (!data) return;
      groups.forEach((group, index) => {
        const expected = Math.min(limit, Math.max(0, batches[index]!.representations.length - from));
        merge(entitiesIn(data, group.key, expected), group, batches[index]!.targets, from);
      });
    };
    const starts = Array.from({ length: Math.ceil(most / limit) }, (_, index) => index * limit);
    await Promise.all(starts.map((from) => attempt(run, () => sendFrom(from))));
    return whole;
  };
}

function batchOf(run: Run, { paths, represent }: Group): Batch {
  const targets: Target[] = [];
  const representations: string[] = [];
  const slots = new Map<string, number>();
  paths.forEach((steps, path) => {
    entitiesAt(run.data, steps).forEach((entity, place) => {
      const representation = represent(entity);
      if (representation === undefined) return;
      let slot = slots.get(representation);
      if (slot === undefined) slots.set(representation, (slot = representations.push(representation) - 1));
      targets.push({ entity, slot, path, place });
    });
  });
  return { targets, representations };
}

function entitiesIn(data: unknown, key: string, expected: number): readonly unknown[] {
  const entities = isObject(data) ? data[key] : undefined;
  if (!Array.isArray(entities)) throw new Error('Expected "data._entities" in response to be an array');
  if (entities.length !== expected) throw new Error(`Expected "data._entities" to contain ${expected} elements`);
  return entities;
}

function merge(entities: readonly unknown[], { rewrite }: Group, targets: readonly Target[], from: number): void {
  // The places of one path are treated alike afterwards, so they may share what is nested; another path gets its own.
  const copies = new Map<number, unknown>();
  const size = entities.length;
  for (const { entity: target, slot, path } of targets) {
    const index = slot - from;
    if (index < 0 || index >= size) continue;
    const key = path * size + index;
    let entity = copies.get(key);
    if (entity === undefined) {
      entity = path === 0 ? entities[index] : structuredClone(entities[index]);
      if (isObject(entity)) {
        if (!entity['__typename']) entity['__typename'] = target['__typename'];
        rewrite?.(entity);
      }
      copies.set(key, entity ?? null);
    }
    deepMerge(target, entity);
  }
}

interface Origin {
  readonly subgraph: string;
  readonly groups: readonly Group[];
  readonly batches: readonly Batch[];
  readonly from: number;
}

/** An error on an entity is told at every place of the answer that has this entity. */
function report(run: Run, error: GraphQLFormattedError, { subgraph, groups, batches, from }: Origin): void {
  const [key, slot, ...rest] = error?.path ?? [];
  const index = Math.max(
    0,
    groups.findIndex((group) => group.key === key),
  );
  const { paths } = groups[index]!;
  if (typeof slot !== 'number') {
    const path = error?.path && [...paths[0]!, key === groups[index]!.key ? '_entities' : String(key), ...error.path.slice(1)];
    run.errors.push(subgraphError(error, subgraph, path));
    return;
  }
  const places: (AnswerPath[] | undefined)[] = [];
  for (const target of batches[index]!.targets) {
    if (target.slot !== slot + from) continue;
    const at = (places[target.path] ??= entityPaths(run.data, paths[target.path]!))[target.place];
    run.errors.push(subgraphError(error, subgraph, [...(at ?? []), ...rest]));
  }
}
