import { setTimeout as sleep } from 'node:timers/promises';
import type { Cause, Sql } from '@crossing/kernel';
import type { Slice } from './bus.ts';
import { deadLetters, type DeadLetter } from './dead-letters.ts';
import { claim } from './inbox.ts';
import { causeOf, eventIdOf, incomingOf, type Incoming } from './incoming.ts';
import type { Log } from './log.ts';
import type { Outcome, Tally } from './outcomes.ts';
import type { Reaction } from './reaction.ts';
import { isTransient } from './transient.ts';

/** One transaction as the system, with the cause of the events that are applied in it. */
export type Transact<Tx> = <T>(cause: Cause, work: (tx: Tx) => Promise<T>) => Promise<T>;

export interface Applier<Tx extends { readonly sql: Sql }> {
  readonly group: string;
  readonly reactions: readonly Reaction<Tx>[];
  readonly transact: Transact<Tx>;
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
  const incoming = messages.map((message) => incomingOf(message, applier.reactions)).filter((item) => item !== null);
  for (const unit of unitsOf(incoming)) await attempt(applier, unit);
  applier.tally(topic, 'unknown_type', messages.length - incoming.length);
}

/**
 * What shares a transaction. States have no consequences of their own: a whole slice. The events that a reaction emits carry
 * on the cause of the fact they answer: facts with the same cause.
 */
function unitsOf<Tx>(incoming: readonly Incoming<Tx>[]): Incoming<Tx>[][] {
  const units: Incoming<Tx>[][] = [];
  let open = '';
  for (const item of incoming) {
    const isState = item.kind === 'event' && item.reactions[0]!.contract.kind === 'state';
    const unit = isState ? 'state' : causeOf(item).correlationId;
    if (unit === open) units.at(-1)!.push(item);
    else units.push([item]);
    open = unit;
  }
  return units;
}

/** Applies the unit; when that fails, its halves, so that what works is applied and only the poison is parked. */
async function attempt<Tx extends { readonly sql: Sql }>(applier: Applier<Tx>, unit: readonly Incoming<Tx>[]): Promise<void> {
  const [first] = unit;
  for (let tries = 0; first; tries += 1) {
    try {
      const outcomes = await applier.transact(causeOf(first), (tx) => applyAll(applier, tx, unit));
      return outcomes.forEach((outcome) => applier.tally(first.message.topic, outcome));
    } catch (error) {
      if (isTransient(error)) throw error;
      if (unit.length > 1) break;
      if (tries === applier.retryMs.length) return await park(applier, first, error as Error);
      await sleep(applier.retryMs[tries]);
    }
  }
  const middle = Math.ceil(unit.length / 2);
  for (const half of [unit.slice(0, middle), unit.slice(middle)]) if (half.length > 0) await attempt(applier, half);
}

async function applyAll<Tx extends { readonly sql: Sql }>(applier: Applier<Tx>, tx: Tx, unit: readonly Incoming<Tx>[]): Promise<Outcome[]> {
  const { group, parked } = applier;
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
  for (const item of fresh) {
    const { message } = item;
    const eventId = eventIdOf(item);
    if (item.kind === 'event' && !blocked.has(message.key)) {
      outcomes.push(await apply(applier, tx, item));
      continue;
    }
    const letter = letterOf(item, blocked.has(message.key));
    await letters.add({ message, eventId, ...letter });
    if (letter.status === 'parked') blocked.add(message.key);
    outcomes.push(letter.status);
    applier.log.error({ group, topic: message.topic, offset: String(message.offset), eventId }, 'A message went to the dead letters.');
    parked();
  }
  return outcomes;
}

/** How a message that cannot be applied now goes to the dead letters. */
function letterOf<Tx>(item: Incoming<Tx>, isBlocked: boolean): Pick<DeadLetter, 'status' | 'reason'> {
  if (item.kind === 'malformed') return { status: 'malformed', reason: item.reason };
  if (item.kind === 'violation' && !isBlocked) return { status: 'parked', reason: item.reason };
  return { status: 'blocked', reason: 'waits behind a parked event' };
}

type IncomingEvent<Tx> = Extract<Incoming<Tx>, { readonly kind: 'event' }>;

async function apply<Tx extends { readonly sql: Sql }>(
  { group, log }: Applier<Tx>,
  tx: Tx,
  { event, message, reactions }: IncomingEvent<Tx>,
): Promise<Outcome> {
  const handled = [];
  for (const { handle } of reactions) handled.push(await handle(tx, event));
  const outcome = handled.every((each) => each === 'stale') ? 'stale' : 'applied';
  log.debug({ ...event.cause, group, topic: message.topic, key: message.key, eventId: event.id, outcome }, 'Applied an event.');
  return outcome;
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
