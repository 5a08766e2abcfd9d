import type { Reaction, Transact } from '@crossing/messaging';
import type { System } from '@crossing/subgraph';
import type { SubgraphApp } from './subgraph-app.ts';
import type { Effects } from './unit-of-work.ts';

/** A consumer group of a service, and how its events are applied. */
export interface ConsumerGroup<Stores> {
  readonly kind: 'projection' | 'reactions';
  /** `<service>.projection` or `<service>.reactions`. */
  readonly group: string;
  readonly reactions: readonly Reaction<Stores & Effects>[];
  readonly transact: Transact<Stores & Effects>;
}

/** A part of the service that acts by itself. */
export const system = (name: string, correlationId: string): System => ({ kind: 'system', name, correlationId });

/** The groups in which the app consumes anything. */
export function consumerGroups<Stores>(name: string, app: SubgraphApp<Stores>): ConsumerGroup<Stores>[] {
  const all = [
    ['projection', app.projections],
    ['reactions', app.reactions],
  ] as const;
  return all
    .filter(([, reactions]) => reactions.length > 0)
    .map(([kind, reactions]) => {
      const group = `${name}.${kind}`;
      return {
        ...{ kind, group, reactions },
        transact: (cause, work) => app.uow.transact({ ...system(group, cause.correlationId), ...cause }, work),
      };
    });
}
