import type { PartitionOffset, ReadModel } from '@crossing/messaging';
import { eventually, testDatabase, type TestDatabase } from '@crossing/testkit';
import pg from 'pg';
import { makeShadow } from './shadow.ts';
import { swap } from './swap.ts';

const TABLES = `
  CREATE TABLE matching.thing_view (thing_id text PRIMARY KEY, n integer NOT NULL);
  ALTER TABLE matching.thing_view OWNER TO matching_owner;
  -- The first copy lasts until the lock is free, so that something can come before the second one.
  CREATE FUNCTION matching.stay() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN PERFORM pg_advisory_xact_lock(4711); RETURN NULL; END $$;
  CREATE TRIGGER stays AFTER INSERT ON matching.thing_view EXECUTE FUNCTION matching.stay()`;
const model: ReadModel = { name: 'thing-view', tables: ['thing_view'], alsoWrites: [] };

let test: TestDatabase;
const clients: pg.Client[] = [];
const connected = async (): Promise<pg.Client> => {
  const client = new pg.Client({ connectionString: test.url });
  await client.connect();
  clients.push(client);
  return client;
};
beforeEach(async () => {
  test = await testDatabase({ service: 'matching' });
  await test.query(TABLES);
});
afterEach(async () => {
  await Promise.all(clients.splice(0).map((client) => client.end()));
  await test.drop();
});

/** What the replay does with the next state of the thing, in one transaction. */
const replayed = (client: pg.Client, n: number) =>
  client.query(`BEGIN;
    INSERT INTO matching_rebuild.projected (consumer, topic, key, sequence) VALUES ('thing-view', 't', 'k', ${n})
      ON CONFLICT (consumer, topic, key) DO UPDATE SET sequence = excluded.sequence;
    INSERT INTO matching_rebuild.thing_view VALUES ('k', ${n}) ON CONFLICT (thing_id) DO UPDATE SET n = excluded.n;
    COMMIT`);

describe('swap', () => {
  it('copies rows and how far they are of one moment, while the replay goes on', async () => {
    const [admin, replay, holder] = [await connected(), await connected(), await connected()];
    await makeShadow(admin, 'matching', model);
    await replayed(replay, 1);
    await holder.query('SELECT pg_advisory_lock(4711)');
    const bus = { ends: async (): Promise<PartitionOffset[]> => [] } as unknown as Parameters<typeof swap>[0]['bus'];
    const swapping = swap({ ...{ admin, service: 'matching', model, topic: 't', bus }, replay: { reached: async () => {} } });
    const waiting = (event: string) => test.query('SELECT FROM pg_stat_activity WHERE wait_event = $1', [event]);
    await eventually(async () => expect(await waiting('advisory')).toHaveLength(1));

    const next = replayed(replay, 2);
    // It has to wait now; where it need not, it ends.
    await Promise.race([next, eventually(async () => expect(await waiting('relation')).toHaveLength(1))]);
    await holder.query('SELECT pg_advisory_unlock(4711)');
    await Promise.all([swapping, next]);

    const [row] = await test.query(
      'SELECT n, sequence::int FROM matching.thing_view, matching.projected WHERE thing_id = key AND consumer = $1',
      [model.name],
    );
    expect(row).toEqual({ n: 1, sequence: 1 });
  });
});
