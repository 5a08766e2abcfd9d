import type { FetchNode } from '@apollo/query-planner';
import type { FetchCondition, PlannedFetch } from './fetch-graph.ts';

/** Entities that are asked for alike, at one or several places of the answer. */
export interface EntityGroup {
  readonly node: FetchNode;
  readonly paths: (readonly string[])[];
}

/** One request of a program: a root fetch, or everything that one subgraph is asked about entities at one step. */
export interface MergedFetch {
  readonly root: PlannedFetch | undefined;
  readonly groups: readonly EntityGroup[];
  readonly conditions: readonly FetchCondition[];
  /** Indexes of the requests that it waits for; all are smaller than its own. */
  readonly after: readonly number[];
}

/**
 * Joins the entity fetches that go to one subgraph at the same step: those with the same text become one list of representations,
 * the others one operation with several `_entities`. What is joined waits for all that its parts waited for.
 */
export function mergeFetches(fetches: readonly PlannedFetch[]): MergedFetch[] {
  const levels = new Map<PlannedFetch, number>();
  for (const fetch of fetches) levels.set(fetch, 1 + Math.max(-1, ...[...fetch.after].map((before) => levels.get(before)!)));
  const batches = new Map<unknown, PlannedFetch[]>();
  for (const fetch of fetches) {
    const key = fetch.node.requires ? JSON.stringify([levels.get(fetch), fetch.node.serviceName, fetch.conditions]) : fetch;
    batches.set(key, [...(batches.get(key) ?? []), fetch]);
  }
  const ordered = [...batches.values()].sort(([one], [other]) => levels.get(one!)! - levels.get(other!)!);
  const indexes = new Map(ordered.flatMap((batch, index) => batch.map((fetch) => [fetch, index] as const)));
  return ordered.map((batch) => ({
    root: batch[0]!.node.requires ? undefined : batch[0],
    groups: batch[0]!.node.requires ? groupsOf(batch) : [],
    conditions: batch[0]!.conditions,
    after: [...new Set(batch.flatMap((fetch) => [...fetch.after].map((before) => indexes.get(before)!)))],
  }));
}

function groupsOf(batch: readonly PlannedFetch[]): EntityGroup[] {
  const groups = new Map<string, EntityGroup>();
  for (const { node, path } of batch) {
    const { operation, operationName, requires, inputRewrites, outputRewrites } = node;
    // The planner numbers operations by their place in the plan.
    const text = operationName === undefined ? operation : operation.replace(operationName, '');
    const key = JSON.stringify([text, requires, inputRewrites, outputRewrites]);
    const group = groups.get(key);
    if (group) group.paths.push(path);
    else groups.set(key, { node, paths: [path] });
  }
  return [...groups.values()];
}
