import type { Reaction, Transact } from '@crossing/messaging';
import type { System } from '@crossing/subgraph';
import type { SubgraphApp } from './subgraph-app.ts';
import type { Effects } from './unit-of-work.ts';

/** Read models consume states, reactions consume facts: each kind in a group of its own. */
export const GROUP_KINDS = ['projection', 'reactions'] as const;
export type GroupKind = (typeof GROUP_KINDS)[number];

export const groupOf = (service: string, kind: GroupKind): string => `${service}.${kind}`;

/** A consumer group of a service, and how its events are applied. */
export interface ConsumerGroup<Stores> {
  readonly kind: GroupKind;
  readonly group: string;
  readonly reactions: readonly Reaction<Stores & Effects>[];
  readonly transact: Transact<Stores & Effects>;
}

/** A part of the service that acts by itself. */
export const system = (name: string, correlationId: string): System => ({ kind: 'system', name, correlationId });

/** The groups in which the app consumes anything. */
export function consumerGroups<Stores>(name: string, app: SubgraphApp<Stores>): ConsumerGroup<Stores>[] {
  const consumed = { projection: app.projections, reactions: app.reactions };
  return GROUP_KINDS.filter((kind) => consumed[kind].length > 0).map((kind) => {
    const group = groupOf(name, kind);
    return {
      ...{ kind, group, reactions: consumed[kind] },
      transact: (cause, work) => app.uow.transact({ ...system(group, cause.correlationId), ...cause }, work),
    };
  });
}
