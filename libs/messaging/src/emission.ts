import type { EventContract } from '@crossing/contracts';
import type { Cause, Clock, NewId, Sql } from '@crossing/kernel';
import { MAX_MESSAGE_BYTES } from './bus.ts';

/** Buffers events of a transaction, all with the same cause. */
export interface Emitting {
  /** Buffers an event. Throws ContractViolation if `data` breaks the contract: the use case fails, the relay never meets it. */
  emit<Data>(contract: EventContract<Data>, key: string, data: NoInfer<Data>): void;
  /** Buffers the end of a state: readers erase the key, and so does the topic when it is compacted. */
  tombstone(contract: EventContract<unknown>, key: string): void;
}

/** The events of one transaction. */
export interface Emission extends Emitting {
  /** Buffers events of the same transaction that have another cause. */
  because(cause: Cause): Emitting;
  /** Writes what was buffered to the outbox; the last statement of the transaction. Answers how many events there were. */
  flush(sql: Sql): Promise<number>;
}

export interface EmissionOptions {
  /** Kebab-case; only this service's own contracts may be emitted. */
  readonly service: string;
  readonly clock: Clock;
  readonly newId: NewId;
  readonly cause: Cause;
}

interface Buffered {
  readonly id: string;
  readonly topic: string;
  readonly key: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly value: Buffer | null;
}

/** Collects the events of one transaction and writes them with it (decisions D13). */
export function emission({ service, clock, newId, cause }: EmissionOptions): Emission {
  let buffer: Buffered[] = [];

  function add(contract: EventContract<unknown>, key: string, value: Buffer | null, of: Cause): void {
    if (contract.source !== `/${service}`) throw new Error(`${contract.name} is not ${service}’s to emit`);
    if (key === '') throw new Error(`${contract.name} needs a key`);
    if (value && value.length > MAX_MESSAGE_BYTES) {
      throw new Error(`${contract.name} is ${value.length} bytes long; a message may have ${MAX_MESSAGE_BYTES}`);
    }
    const id = newId();
    buffer.push({ id, topic: contract.topic, key, headers: headersOf(contract, { id, key, time: clock(), cause: of }), value });
  }

  const because = (of: Cause): Emitting => ({
    emit(contract, key, data) {
      // Parsed as a reader will get it: through JSON, declared fields only.
      const parsed = contract.parse(JSON.parse(JSON.stringify(data)));
      const named = (parsed as Readonly<Record<string, unknown>>)[contract.key];
      if (named !== undefined && named !== key) throw new Error(`${contract.name} is keyed by its ${contract.key}`);
      add(contract, key, Buffer.from(JSON.stringify(parsed)), of);
    },
    tombstone(contract, key) {
      if (contract.kind !== 'state') throw new Error(`${contract.name} is a fact: it cannot be erased`);
      add(contract, key, null, of);
    },
  });

  return {
    ...because(cause),
    because,
    async flush(sql) {
      const events = buffer;
      buffer = [];
      if (events.length > 0) await write(sql, events);
      return events.length;
    },
  };
}

interface HeaderValues {
  readonly id: string;
  readonly key: string;
  readonly time: Date;
  readonly cause: Cause;
}

/** CloudEvents 1.0, Kafka binding in binary mode; `ce_sequence` is added when it is known. */
const headersOf = ({ type, source }: EventContract<unknown>, { id, key, time, cause }: HeaderValues): Record<string, string> => ({
  'content-type': 'application/json',
  ce_specversion: '1.0',
  ce_id: id,
  ce_type: type,
  ce_source: source,
  ce_subject: key,
  ce_time: time.toISOString(),
  ce_dataschema: `urn:crossing:${type}`,
  ce_partitionkey: key,
  ce_correlationid: cause.correlationId,
  ...(cause.traceparent && { traceparent: cause.traceparent }),
});

async function write(sql: Sql, events: readonly Buffered[]): Promise<void> {
  const next = await takeSequences(sql, events);
  const sequences = events.map(({ topic, key }) => {
    const sequence = next.get(idOf(topic, key))!;
    next.set(idOf(topic, key), sequence + 1n);
    return sequence;
  });
  await sql.query(
    `INSERT INTO outbox (event_id, topic, key, sequence, headers, value, written_at)
     SELECT event_id, topic, key, sequence, headers || jsonb_build_object('ce_sequence', sequence::text), value, $7
     FROM unnest($1::uuid[], $2::text[], $3::text[], $4::bigint[], $5::jsonb[], $6::bytea[])
       WITH ORDINALITY AS event (event_id, topic, key, sequence, headers, value, n) ORDER BY n`,
    [
      events.map(({ id }) => id),
      events.map(({ topic }) => topic),
      events.map(({ key }) => key),
      sequences.map(String),
      events.map(({ headers }) => JSON.stringify(headers)),
      events.map(({ value }) => value),
      new Date(),
    ],
  );
}

/** Takes as many numbers as there are events of each key, in one order for all writers so that they never deadlock; answers the first ones. */
async function takeSequences(sql: Sql, events: readonly Buffered[]): Promise<Map<string, bigint>> {
  const counts = Map.groupBy(events, ({ topic, key }) => idOf(topic, key));
  const keys = [...counts.values()].map((same) => ({ topic: same[0]!.topic, key: same[0]!.key, count: same.length }));
  const { rows } = await sql.query<{ topic: string; key: string; last: bigint }>(
    `INSERT INTO event_sequence (topic, key, last)
     SELECT topic, key, count FROM unnest($1::text[], $2::text[], $3::bigint[]) AS taken (topic, key, count)
     ORDER BY topic COLLATE "C", key COLLATE "C"
     ON CONFLICT (topic, key) DO UPDATE SET last = event_sequence.last + excluded.last
     RETURNING topic, key, last`,
    [keys.map(({ topic }) => topic), keys.map(({ key }) => key), keys.map(({ count }) => count)],
  );
  return new Map(rows.map(({ topic, key, last }) => [idOf(topic, key), BigInt(last) - BigInt(counts.get(idOf(topic, key))!.length) + 1n]));
}

const idOf = (topic: string, key: string): string => `${topic}\n${key}`;
