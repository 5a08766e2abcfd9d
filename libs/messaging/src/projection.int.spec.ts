import { eventually, TEST_ROLE_SECRET, testDatabase, type TestDatabase } from '@crossing/testkit';
import { consuming, headersOf, type Consuming } from './consuming.fixture.ts';
import { projection } from './projection.ts';
import { ThingState, type Tx } from './service.fixture.ts';

let database: TestDatabase;
let my: Consuming;

beforeEach(async () => {
  database = await testDatabase({ service: 'matching' });
  my = await consuming(database, TEST_ROLE_SECRET);
});
afterEach(async () => {
  await my.close();
  await database.drop();
});

describe('a projection', () => {
  const upsert = projection<{ n: number }, Tx>('matching.projection', ThingState, {
    tables: ['effect'],
    put: async ({ sql }, snapshots) =>
      void (await sql.query('INSERT INTO effect (key, n) SELECT * FROM unnest($1::text[], $2::int[])', [
        snapshots.map(({ key }) => key),
        snapshots.map(({ data }) => data.n),
      ])),
    erase: async ({ sql }, key) => void (await sql.query('DELETE FROM effect WHERE key = $1', [key])),
  });

  it('keeps the newest, ignores what is older, and erases at a tombstone', async () => {
    my.consume([upsert]);
    const at = (sequence: string, value: object | null) =>
      my.bus.publish([
        {
          topic: ThingState.topic,
          key: 'k',
          headers: headersOf({ ce_type: ThingState.type, ce_sequence: sequence }),
          value: value && Buffer.from(JSON.stringify(value)),
        },
      ]);

    await at('1', { n: 1 });
    await eventually(async () => expect(await my.effects('k')).toEqual([1]));
    await at('3', { n: 3 });
    await at('2', { n: 2 });
    await eventually(async () => expect(await my.effects('k')).toEqual([1, 3]));
    await at('4', null);

    await eventually(async () => expect(await my.effects('k')).toEqual([]));
    await at('3', { n: 3 });
    await at('5', { n: 5 });
    await eventually(async () => expect(await my.effects('k')).toEqual([5]));
  });
});
