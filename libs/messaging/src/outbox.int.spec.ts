import { TEST_ROLE_SECRET, testDatabase, type TestDatabase } from '@crossing/testkit';
import type pg from 'pg';
import { connect, disconnect } from './connection.ts';
import { outboxOf } from './outbox.ts';
import { testService, type TestService } from './service.fixture.ts';

let database: TestDatabase;
let service: TestService;
let client: pg.Client;

beforeEach(async () => {
  database = await testDatabase({ service: 'matching' });
  service = testService(database.url, TEST_ROLE_SECRET);
  client = await connect(service.url, 'spec', () => {});
});
afterEach(async () => {
  await disconnect(client);
  await service.close();
  await database.drop();
});

describe('an outbox that was empty when its relay began', () => {
  it('is read page by page from its oldest row on, without looking at all of a long backlog', async () => {
    const outbox = outboxOf(client, 'matching');
    await outbox.tryLock();
    for (let n = 0; n < 10; n += 1) expect(await outbox.next()).toEqual([]);

    await database.query(
      `INSERT INTO matching.outbox (event_id, topic, key, sequence, headers, value, written_at)
       SELECT gen_random_uuid(), 'topic', n::text, 1, '{}', '{}', $1 FROM generate_series(1, 5000) n`,
      [new Date()],
    );

    const page = await outbox.next();
    expect(page.map(({ key }) => key)).toEqual(Array.from({ length: 500 }, (_, n) => String(n + 1)));
    const { rows } = await client.query<{ 'QUERY PLAN': string }>('EXPLAIN (ANALYZE, TIMING OFF) EXECUTE "outbox-next" (500, 4000000)');
    const plan = rows.map((row) => row['QUERY PLAN']).join('\n');
    expect(plan).toContain('Index Scan using outbox_pkey');
    expect(plan).not.toMatch(/Seq Scan|Sort|rows=5000/);
  });
});
