import { setTimeout as sleep } from 'node:timers/promises';
import type { TopicKind } from '@crossing/contracts';
import type { Cause, Sql } from '@crossing/kernel';
import { applyEvents, type IncomingEvent, type Joined } from './apply-events.ts';
import type { Slice } from './bus.ts';
import { deadLetters, type DeadLetter } from './dead-letters.ts';
import { claim } from './inbox.ts';
import { causeOf, eventIdOf, incomingOf, type Incoming } from './incoming.ts';
import type { Log } from './log.ts';
import type { Outcome, Tally } from './outcomes.ts';
import type { Reaction } from './reaction.ts';
import { isConflict, isTransient } from './transient.ts';
import type { UnitSize } from './unit-size.ts';

/**
 * One transaction as the system. What is emitted through `tx` carries the cause that was given; `because` answers the same
 * transaction with another cause, for the next event that is applied in it.
 */
export type Transact<Tx> = <T>(cause: Cause, work: (tx: Tx, because: (cause: Cause) => Tx) => Promise<T>) => Promise<T>;

export interface Applier<Tx extends { readonly sql: Sql }> {
  readonly group: string;
  readonly reactions: readonly Reaction<Tx>[];
  readonly transact: Transact<Tx>;
  /** How many facts, and how many states, share a transaction at present. */
  readonly sizes: Readonly<Record<TopicKind, UnitSize>>;
  readonly log: Log;
  /** Told what became of each message, once that is committed. */
  readonly tally: Tally;
  /** Called when a message went to the dead letters. */
  readonly parked: () => void;
  /** Pauses before a failing event is tried again, in milliseconds. */
  readonly retryMs: readonly number[];
}

/**
 * Applies the events of a slice in their order, each once. What cannot be applied goes to the dead letters and blocks the
 * later events of its key, of its key only. Throws when the database is at fault: nothing is lost, the slice comes again.
 */
export async function applySlice<Tx extends { readonly sql: Sql }>(applier: Applier<Tx>, { topic, messages }: Slice): Promise<void> {
  const { reactions, sizes, tally } = applier;
  const incoming = messages.map((message) => incomingOf(message, reactions)).filter((item) => item !== null);
  const size = sizes[reactions.find(({ contract }) => contract.topic === topic)?.contract.kind ?? 'fact'];
  for (let from = 0; from < incoming.length;) {
    const unit = incoming.slice(from, from + size.current());
    await attempt(applier, size, unit);
    from += unit.length;
  }
  tally(topic, 'unknown_type', messages.length - incoming.length);
}

/** Applies the unit; when that fails, its halves, so that what works is applied and only the poison is parked. */
async function attempt<Tx extends { readonly sql: Sql }>(
  applier: Applier<Tx>,
  size: UnitSize,
  unit: readonly Incoming<Tx>[],
): Promise<void> {
  const [first] = unit;
  for (let tries = 0; first; tries += 1) {
    try {
      const begun = performance.now();
      const outcomes = await applier.transact(causeOf(first), (tx, because) => applyAll(applier, { tx, because }, unit));
      size.committed(performance.now() - begun);
      return outcomes.forEach((outcome) => applier.tally(first.message.topic, outcome));
    } catch (error) {
      if (isConflict(error)) size.conflicted();
      else if (isTransient(error)) throw error;
      if (unit.length > 1) break;
      if (tries === applier.retryMs.length) {
        if (isTransient(error)) throw error;
        return await park(applier, first, error as Error);
      }
      await sleep(applier.retryMs[tries]);
    }
  }
  const middle = Math.ceil(unit.length / 2);
  for (const half of [unit.slice(0, middle), unit.slice(middle)]) if (half.length > 0) await attempt(applier, size, half);
}

async function applyAll<Tx extends { readonly sql: Sql }>(
  applier: Applier<Tx>,
  joined: Joined<Tx>,
  unit: readonly Incoming<Tx>[],
): Promise<Outcome[]> {
  const { group, parked } = applier;
  const { tx } = joined;
  const letters = deadLetters(tx.sql, group);
  const claimed = new Set(
    await claim(
      tx.sql,
      group,
      unit.map(eventIdOf).filter((id) => id !== null),
    ),
  );
  const fresh = unit.filter((item) => item.kind === 'malformed' || claimed.delete(eventIdOf(item)!));
  const outcomes = new Array<Outcome>(unit.length - fresh.length).fill('repeated');
  if (fresh.length === 0) return outcomes;
  const blocked = await letters.blockedOf(fresh[0]!.message.topic, [...new Set(fresh.map(({ message }) => message.key))]);
  const due: IncomingEvent<Tx>[] = [];
  for (const item of fresh) {
    const { message } = item;
    const eventId = eventIdOf(item);
    if (item.kind === 'event' && !blocked.has(message.key)) {
      due.push(item);
      continue;
    }
    const letter = letterOf(item, blocked.has(message.key));
    await letters.add({ message, eventId, ...letter });
    if (letter.status === 'parked') blocked.add(message.key);
    outcomes.push(letter.status);
    applier.log.error({ group, topic: message.topic, offset: String(message.offset), eventId }, 'A message went to the dead letters.');
    parked();
  }
  return [...outcomes, ...(await applyEvents(applier, joined, due))];
}

/** How a message that cannot be applied now goes to the dead letters. */
function letterOf<Tx>(item: Incoming<Tx>, isBlocked: boolean): Pick<DeadLetter, 'status' | 'reason'> {
  if (item.kind === 'malformed') return { status: 'malformed', reason: item.reason };
  if (item.kind === 'violation' && !isBlocked) return { status: 'parked', reason: item.reason };
  return { status: 'blocked', reason: 'waits behind a parked event' };
}

async function park<Tx extends { readonly sql: Sql }>(applier: Applier<Tx>, item: Incoming<Tx>, error: Error): Promise<void> {
  const { group, transact, log, tally, parked } = applier;
  const { message } = item;
  const eventId = eventIdOf(item);
  log.error(
    { err: error, group, topic: message.topic, offset: String(message.offset), eventId },
    'An event cannot be applied; it is parked.',
  );
  const fresh = await transact(causeOf(item), async ({ sql }) => {
    const isFresh = eventId === null || (await claim(sql, group, [eventId])).has(eventId);
    if (isFresh) await deadLetters(sql, group).add({ message, eventId, status: 'parked', reason: error.message });
    return isFresh;
  });
  tally(message.topic, fresh ? 'parked' : 'repeated');
  parked();
}
