import { randomUUID, randomUUIDv7 } from 'node:crypto';
import { fact, state, topicsOf, type FactContract, type StateContract, type TopicSpec } from '@crossing/contracts';
import { Type } from '@sinclair/typebox';
import type pg from 'pg';

/** What an event of the benchmark says; about 300 bytes of JSON. */
export interface Counted {
  readonly thingId: string;
  readonly n: number;
  readonly note: string;
}

/** Events on a topic of their own, so that no measurement meets what another has left. */
export interface Load {
  readonly run: string;
  readonly topics: readonly TopicSpec[];
  readonly contract:
    { readonly kind: 'fact'; readonly fact: FactContract<Counted> } | { readonly kind: 'state'; readonly state: StateContract<Counted> };
}

/** How many events a key has: enough that their order matters. */
const EVENTS_OF_A_KEY = 5;
const NOTE = 'Remote, four days a week, from March to August; two seats, one of them for somebody who starts over. '.repeat(2);

/** A new load, with nothing written yet. */
export function loadOf(kind: 'fact' | 'state'): Load {
  const run = randomUUID().slice(0, 8);
  const data = Type.Object({ thingId: Type.String(), n: Type.Integer(), note: Type.String() });
  const thing = { service: 'contributor', aggregate: `counted-${run}`, key: 'thingId', data } as const;
  if (kind === 'state') {
    const contract = state({ name: 'CountedState', ...thing });
    return { run, topics: topicsOf([contract]), contract: { kind, state: contract } };
  }
  const contract = fact({ name: 'Counted', event: 'counted', ...thing });
  return { run, topics: topicsOf([contract]), contract: { kind, fact: contract } };
}

export const contractOf = ({ contract }: Load) => (contract.kind === 'fact' ? contract.fact : contract.state);
export const topicOf = (load: Load): string => contractOf(load).topic;
export const countedOf = (thingId: string, n: number): Counted => ({ thingId, n, note: NOTE });

/**
 * Commits so many events in one transaction, as a service would have written them in as many: keys in turn, each event with a
 * cause of its own. Answers the keys, each of which has the events 1 to 5.
 */
export async function fillOutbox(admin: pg.Client, load: Load, events: number): Promise<readonly string[]> {
  const { topic, type, source } = contractOf(load);
  const keys = Array.from({ length: Math.ceil(events / EVENTS_OF_A_KEY) }, () => randomUUIDv7());
  const rows = Array.from({ length: events }, (_, index) => {
    const [key, n] = [keys[index % keys.length]!, Math.floor(index / keys.length) + 1];
    const id = randomUUIDv7();
    const headers = {
      ...{ 'content-type': 'application/json', ce_specversion: '1.0', ce_id: id, ce_type: type, ce_source: source, ce_subject: key },
      ...{ ce_time: new Date().toISOString(), ce_dataschema: `urn:crossing:${type}`, ce_partitionkey: key },
      ...{ ce_correlationid: randomUUID(), ce_sequence: String(n) },
    };
    return { id, key, n, headers: JSON.stringify(headers), value: Buffer.from(JSON.stringify(countedOf(key, n))) };
  });
  await admin.query(
    `INSERT INTO contributor.outbox (event_id, topic, key, sequence, headers, value, written_at)
     SELECT event_id, $1, key, sequence, headers, value, $7
     FROM unnest($2::uuid[], $3::text[], $4::bigint[], $5::jsonb[], $6::bytea[])
       WITH ORDINALITY AS event (event_id, key, sequence, headers, value, n) ORDER BY n`,
    [
      topic,
      rows.map(({ id }) => id),
      rows.map(({ key }) => key),
      rows.map(({ n }) => n),
      rows.map(({ headers }) => headers),
      rows.map(({ value }) => value),
      new Date(),
    ],
  );
  return keys;
}
