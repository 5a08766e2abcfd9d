import type { Cause } from '@crossing/kernel';
import type { Message } from './bus.ts';
import { envelopeOf, type Envelope } from './envelope.ts';
import type { Arrived, Reaction } from './reaction.ts';

/** A message that concerns us: an event to apply, an event that breaks its contract, or no event at all. */
export type Incoming<Tx> =
  | { readonly kind: 'event'; readonly message: Message; readonly event: Arrived<unknown>; readonly reactions: readonly Reaction<Tx>[] }
  | { readonly kind: 'violation'; readonly message: Message; readonly envelope: Envelope; readonly reason: string }
  | { readonly kind: 'malformed'; readonly message: Message; readonly reason: string };

/** Reads a message; null for a type that nobody here reacts to. */
export function incomingOf<Tx>(message: Message, reactions: readonly Reaction<Tx>[]): Incoming<Tx> | null {
  const envelope = envelopeOf(message);
  if ('reason' in envelope) return { kind: 'malformed', message, reason: envelope.reason };
  const concerned = reactions.filter(({ contract }) => contract.type === envelope.type);
  if (concerned.length === 0) return null;
  try {
    const data = dataOf(message, concerned[0]!);
    const { id, sequence, time, cause } = envelope;
    return { kind: 'event', message, reactions: concerned, event: { data, key: message.key, id, sequence, time, cause } };
  } catch (error) {
    return { kind: 'violation', message, envelope, reason: (error as Error).message };
  }
}

function dataOf<Tx>({ value }: Message, { contract }: Reaction<Tx>): unknown {
  if (value !== null) return contract.parse(jsonOf(value, contract.name));
  if (contract.kind === 'fact') throw new Error(`${contract.name} is a fact and has no value`);
  return null;
}

/** Like a contract's own complaint, the reason names no value: it may be personal. */
function jsonOf(value: Buffer, name: string): unknown {
  try {
    return JSON.parse(value.toString('utf8'));
  } catch {
    throw new Error(`${name} is not JSON`);
  }
}

/** The id by which the inbox knows it; null for what is no event. */
export function eventIdOf<Tx>(incoming: Incoming<Tx>): string | null {
  if (incoming.kind === 'malformed') return null;
  return incoming.kind === 'event' ? incoming.event.id : incoming.envelope.id;
}

export function causeOf<Tx>(incoming: Incoming<Tx>): Cause {
  if (incoming.kind === 'malformed') return { correlationId: crypto.randomUUID() };
  return incoming.kind === 'event' ? incoming.event.cause : incoming.envelope.cause;
}
