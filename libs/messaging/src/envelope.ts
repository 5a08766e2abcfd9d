import { type Cause, isUuid } from '@crossing/kernel';
import type { Message } from './bus.ts';

/** The attributes of an event, from its headers. */
export interface Envelope {
  readonly id: string;
  readonly type: string;
  readonly sequence: bigint;
  readonly time: Date;
  readonly cause: Cause;
}

/** Why a message is no event. */
export interface NoEvent {
  readonly reason: string;
}

/** Reads the CloudEvents attributes of a message; says what is wrong when it has none that make sense. */
export function envelopeOf({ headers }: Pick<Message, 'headers'>): Envelope | NoEvent {
  const id = headers['ce_id'] ?? '';
  const type = headers['ce_type'] ?? '';
  const sequence = headers['ce_sequence'] ?? '';
  const time = new Date(headers['ce_time'] ?? '');
  if (!isUuid(id)) return { reason: 'ce_id is not a UUID' };
  if (type === '') return { reason: 'ce_type is missing' };
  if (!/^[1-9][0-9]{0,17}$/.test(sequence)) return { reason: 'ce_sequence is not a number' };
  if (Number.isNaN(time.getTime())) return { reason: 'ce_time is not an instant' };
  const traceparent = headers['traceparent'];
  const cause = { correlationId: headers['ce_correlationid'] ?? id, ...(traceparent && { traceparent }) };
  return { id, type, sequence: BigInt(sequence), time, cause };
}
