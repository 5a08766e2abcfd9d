import type { Cause, Sql } from '@crossing/kernel';
import type { Incoming } from './incoming.ts';
import type { Log } from './log.ts';
import type { Outcome } from './outcomes.ts';
import type { Arrived, Handled, Reaction } from './reaction.ts';

export type IncomingEvent<Tx> = Extract<Incoming<Tx>, { readonly kind: 'event' }>;

/** A transaction, and the same one with another cause. */
export interface Joined<Tx> {
  readonly tx: Tx;
  readonly because: (cause: Cause) => Tx;
}

/** Of each projection, the events that are newer than what it has. */
type Newest<Tx> = ReadonlyMap<Reaction<Tx>, ReadonlySet<Arrived<unknown>>>;

/** Applies events that nothing blocks, in their order and each with its own cause, in one transaction. */
export async function applyEvents<Tx extends { readonly sql: Sql }>(
  { group, log }: { readonly group: string; readonly log: Log },
  { tx, because }: Joined<Tx>,
  events: readonly IncomingEvent<Tx>[],
): Promise<Outcome[]> {
  const newest = await keepNewest(tx, events);
  const outcomes: Outcome[] = [];
  for (const { event, message, reactions } of events) {
    const handled: Handled[] = [];
    for (const reaction of reactions) {
      const kept = newest.get(reaction);
      handled.push(kept ? staleUnless(kept.has(event)) : await reaction.handle(because(event.cause), event));
    }
    const outcome = handled.every((each) => each === 'stale') ? 'stale' : 'applied';
    log.debug({ ...event.cause, group, topic: message.topic, key: message.key, eventId: event.id, outcome }, 'Applied an event.');
    outcomes.push(outcome);
  }
  return outcomes;
}

/** A few statements a projection, whatever the number of its events: these have no effects that would need their causes. */
async function keepNewest<Tx>(tx: Tx, events: readonly IncomingEvent<Tx>[]): Promise<Newest<Tx>> {
  const newest = new Map<Reaction<Tx>, ReadonlySet<Arrived<unknown>>>();
  for (const reaction of new Set(events.flatMap(({ reactions }) => reactions))) {
    const own = events.filter(({ reactions }) => reactions.includes(reaction)).map(({ event }) => event);
    if (reaction.snapshots) newest.set(reaction, await reaction.snapshots.keepNewest(tx, own));
  }
  return newest;
}

const staleUnless = (kept: boolean): Handled => (kept ? undefined : 'stale');
