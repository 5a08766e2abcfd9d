import { setTimeout as sleep } from 'node:timers/promises';
import type { Cause, Sql } from '@crossing/kernel';
import type { Slice } from './bus.ts';
import { deadLetters } from './dead-letters.ts';
import { claim } from './inbox.ts';
import { causeOf, eventIdOf, incomingOf, type Incoming } from './incoming.ts';
import type { Log } from './log.ts';
import type { Reaction } from './reaction.ts';
import { isTransient } from './transient.ts';

/** One transaction as the system, with the cause of the events that are applied in it. */
export type Transact<Tx> = <T>(cause: Cause, work: (tx: Tx) => Promise<T>) => Promise<T>;

export interface Applier<Tx extends { readonly sql: Sql }> {
  readonly group: string;
  readonly reactions: readonly Reaction<Tx>[];
  readonly transact: Transact<Tx>;
  readonly log: Log;
  /** Called when a message went to the dead letters. */
  readonly parked: () => void;
  /** Pauses before a failing event is tried again, in milliseconds. */
  readonly retryMs: readonly number[];
}

/**
 * Applies the events of a slice in their order, each once. What cannot be applied goes to the dead letters and blocks the
 * later events of its key, of its key only. Throws when the database is at fault: nothing is lost, the slice comes again.
 */
export async function applySlice<Tx extends { readonly sql: Sql }>(applier: Applier<Tx>, { messages }: Slice): Promise<void> {
  const incoming = messages.map((message) => incomingOf(message, applier.reactions)).filter((item) => item !== null);
  for (const unit of unitsOf(incoming)) await attempt(applier, unit);
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
      return await applier.transact(causeOf(first), (tx) => applyAll(applier, tx, unit));
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

async function applyAll<Tx extends { readonly sql: Sql }>(applier: Applier<Tx>, tx: Tx, unit: readonly Incoming<Tx>[]): Promise<void> {
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
  if (fresh.length === 0) return;
  const blocked = await letters.blockedOf(fresh[0]!.message.topic, [...new Set(fresh.map(({ message }) => message.key))]);
  for (const item of fresh) {
    const { message } = item;
    const eventId = eventIdOf(item);
    if (item.kind === 'malformed') await letters.add({ message, eventId, status: 'malformed', reason: item.reason });
    else if (blocked.has(message.key)) await letters.add({ message, eventId, status: 'blocked', reason: 'waits behind a parked event' });
    else if (item.kind === 'violation') {
      await letters.add({ message, eventId, status: 'parked', reason: item.reason });
      blocked.add(message.key);
    } else {
      for (const { handle } of item.reactions) await handle(tx, item.event);
      const { topic, key } = message;
      applier.log.debug({ ...item.event.cause, group, topic, key, eventId }, 'Applied an event.');
      continue;
    }
    applier.log.error({ group, topic: message.topic, offset: String(message.offset), eventId }, 'A message went to the dead letters.');
    parked();
  }
}

async function park<Tx extends { readonly sql: Sql }>(applier: Applier<Tx>, item: Incoming<Tx>, error: Error): Promise<void> {
  const { group, transact, log, parked } = applier;
  const { message } = item;
  const eventId = eventIdOf(item);
  log.error(
    { err: error, group, topic: message.topic, offset: String(message.offset), eventId },
    'An event cannot be applied; it is parked.',
  );
  await transact(causeOf(item), async ({ sql }) => {
    const fresh = eventId === null || (await claim(sql, group, [eventId])).has(eventId);
    if (fresh) await deadLetters(sql, group).add({ message, eventId, status: 'parked', reason: error.message });
  });
  parked();
}
