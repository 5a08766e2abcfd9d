import { fact } from '@crossing/contracts';
import { openEnum } from '@crossing/contracts/fields.ts';
import { eventually, TEST_ROLE_SECRET, testDatabase, type TestDatabase } from '@crossing/testkit';
import { Type } from '@sinclair/typebox';
import { Registry } from 'prom-client';
import { consuming, headersOf, type Consuming } from './consuming.fixture.ts';
import { partitionOf } from './partition-of.ts';
import { projection } from './projection.ts';
import { on, type Reaction } from './reaction.ts';
import { ThingHappened, ThingState, type Tx } from './service.fixture.ts';

const data = Type.Object({ thingId: Type.String(), grade: openEnum(['GOOD', 'BAD']) });
const ThingGraded = fact({ name: 'ThingGraded', service: 'matching', aggregate: 'thing', key: 'thingId', event: 'graded', data });

let database: TestDatabase;
let my: Consuming;
let metrics: Registry;

beforeEach(async () => {
  database = await testDatabase({ service: 'matching' });
  my = await consuming(database, TEST_ROLE_SECRET);
  metrics = new Registry();
});
afterEach(async () => {
  await my.close();
  await database.drop();
});

/** Starts the consumer, with the fixture's reaction if none is given. */
const consume = (reactions?: readonly Reaction<Tx>[]) => my.consume(reactions, undefined, { metrics });

/** How many messages of the topic had each outcome so far. */
async function counted(topic = ThingHappened.topic): Promise<Record<string, number>> {
  const metric = await metrics.getSingleMetric('consumer_messages_total')!.get();
  const own = metric.values.filter(({ labels }) => labels['topic'] === topic && labels['group'] === 'matching.reactions');
  return Object.fromEntries(own.map(({ labels, value }) => [String(labels['outcome']), value]));
}

describe('a consumer that meets what it does not know', () => {
  it('applies a newer minor version of an event: fields and values of enumerations that came later', async () => {
    const seen: unknown[] = [];
    consume([on(ThingGraded, async (_tx: Tx, event) => void seen.push(event.data))]);

    const newer = { thingId: 'k', grade: 'EXCELLENT', gradedBy: { some: 'body' } };
    await my.forge({ headers: headersOf({ ce_type: ThingGraded.type }), value: Buffer.from(JSON.stringify(newer)) });

    await eventually(async () => expect(await counted()).toEqual({ applied: 1 }));
    expect(seen).toEqual([{ thingId: 'k', grade: 'EXCELLENT' }]);
    expect(await my.letters()).toEqual([]);
  });

  it('passes over events of a type that came later, and goes on', async () => {
    consume();

    await my.forge({ headers: headersOf({ ce_type: 'matching.thing.invented.v1' }) });
    await my.forge({ headers: headersOf({ ce_type: 'matching.thing.happened.v2' }), value: Buffer.from('{"n":"two"}') });
    await my.forge({ headers: headersOf() });

    await eventually(async () => expect(await counted()).toEqual({ unknown_type: 2, applied: 1 }));
    expect(await my.effects('k')).toEqual([1]);
    expect(await my.letters()).toEqual([]);
  });
});

describe('a consumer that meets what is broken', () => {
  const partition = (key: string) => partitionOf(ThingHappened.topic, key, 6);
  const neighbour = Array.from({ length: 99 }, (_, n) => `n${n}`).find((key) => partition(key) === partition('broken'))!;

  it.each<[string, Record<string, string>, Buffer | null, string, string]>([
    ['no headers', {}, Buffer.from('{"n":1}'), 'malformed', 'ce_id is not a UUID'],
    ['no type', headersOf({ ce_type: '' }), Buffer.from('{"n":1}'), 'malformed', 'ce_type is missing'],
    ['no sequence', headersOf({ ce_sequence: 'first' }), Buffer.from('{"n":1}'), 'malformed', 'ce_sequence is not a number'],
    ['no time', headersOf({ ce_time: 'noon' }), Buffer.from('{"n":1}'), 'malformed', 'ce_time is not an instant'],
    ['no JSON', headersOf(), Buffer.from('nova@contributors.example'), 'parked', 'ThingHappened is not JSON'],
    ['another schema', headersOf(), Buffer.from('{"n":"one"}'), 'parked', 'ThingHappened: /n must be integer'],
    ['a fact without a value', headersOf(), null, 'parked', 'ThingHappened is a fact and has no value'],
  ])('sets %s aside with the reason, and the partition moves on', async (_, headers, value, outcome, reason) => {
    consume();

    await my.forge({ key: 'broken', headers, value });
    await my.forge({ key: neighbour, headers: headersOf() });

    await eventually(async () => expect(await counted()).toEqual({ [outcome]: 1, applied: 1 }));
    expect(await my.effects(neighbour)).toEqual([1]);
    expect(await my.letters()).toEqual([{ key: 'broken', status: outcome, reason }]);
  });

  it('counts what waits behind a parked event, and what was applied before', async () => {
    my.poison.add(1);
    consume();
    const repeated = headersOf();

    await my.service.happen('poisoned', 1, 2);
    for (let n = 0; n < 2; n += 1) await my.forge({ headers: repeated, value: Buffer.from('{"n":5}') });

    await eventually(async () => expect(await counted()).toEqual({ parked: 1, blocked: 1, applied: 1, repeated: 1 }));
    expect(await my.effects('k')).toEqual([5]);
  });
});

describe('a read model that meets a snapshot older than it has', () => {
  it('passes over it, and says so', async () => {
    const kept: number[] = [];
    consume([
      projection<{ n: number }, Tx>('things', ThingState, {
        tables: [],
        put: async (_, snapshots) => void kept.push(...snapshots.map(({ data }) => data.n)),
        erase: async () => {},
      }),
    ]);

    const state = (sequence: string) => ({
      topic: ThingState.topic,
      headers: headersOf({ ce_type: ThingState.type, ce_sequence: sequence }),
    });
    await my.forge({ ...state('2'), value: Buffer.from('{"n":2}') });
    await my.forge({ ...state('1'), value: Buffer.from('{"n":1}') });

    await eventually(async () => expect(await counted(ThingState.topic)).toEqual({ applied: 1, stale: 1 }));
    expect(kept).toEqual([2]);
  });
});
