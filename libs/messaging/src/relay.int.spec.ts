import { eventually, TEST_ROLE_SECRET, testDatabase, type TestDatabase } from '@crossing/testkit';
import pg from 'pg';
import { Registry } from 'prom-client';
import { MessageRefused, type Bus, type OutgoingMessage } from './bus.ts';
import { connect, disconnect } from './connection.ts';
import { outboxOf } from './outbox.ts';
import { startRelay, type Relay } from './relay.ts';
import { silent, testService, type TestService } from './service.fixture.ts';

let database: TestDatabase;
let service: TestService;
const relays: Relay[] = [];

beforeEach(async () => {
  database = await testDatabase({ service: 'matching' });
  service = testService(database.url, TEST_ROLE_SECRET);
});
afterEach(async () => {
  await Promise.all(relays.splice(0).map((relay) => relay.stop()));
  await service.close();
  await database.drop();
});

/** A bus that keeps what it is given, unless `refuse` throws. */
function recorder(refuse: (messages: readonly OutgoingMessage[]) => void | Promise<void> = () => {}) {
  const published: string[] = [];
  const bus: Pick<Bus, 'publish'> = {
    async publish(messages) {
      await refuse(messages);
      published.push(...messages.map(({ key, value }) => key + (JSON.parse(String(value)) as { n: number }).n));
    },
  };
  return { bus: bus as Bus, published };
}

function start(bus: Bus, metrics?: Registry): Relay {
  const relay = startRelay({ url: service.url, service: 'matching', bus, log: silent, ...(metrics && { metrics }) });
  relays.push(relay);
  return relay;
}

const outbox = () =>
  database.query<{ key: string; parked: boolean }>('SELECT key, parked_at IS NOT NULL AS parked FROM matching.outbox ORDER BY seq');
const isOf = (key: string) => (message: OutgoingMessage) => message.key === key;

describe('the relay', () => {
  it('publishes what is committed, in order, and deletes it once it is acknowledged', async () => {
    const { bus, published } = recorder();
    const relay = start(bus);

    await service.happen('a', 1, 2);
    await service.happen('b', 1);
    relay.poke();

    await eventually(async () => expect(await outbox()).toEqual([]));
    expect(published).toEqual(['a1', 'a2', 'b1']);
  });

  it('never passes over a transaction that commits late', async () => {
    const { bus, published } = recorder();
    start(bus);
    const { promise: hold, resolve: release } = Promise.withResolvers<void>();
    const late = service.transact({ correlationId: 'late' }, async ({ sql }) => {
      // Takes its place in the outbox first and commits last.
      await sql.query(
        `INSERT INTO outbox (event_id, topic, key, sequence, headers, value, written_at) VALUES ($1, 't', 'late', 1, '{}', '{"n":1}', $2)`,
        [crypto.randomUUID(), new Date()],
      );
      await hold;
    });
    await service.happen('a', 1);
    await eventually(() => expect(published).toEqual(['a1']));

    release();
    await late;

    await eventually(() => expect(published).toEqual(['a1', 'late1']));
  });

  it('is one of two, and the other takes over when its connection dies', async () => {
    const { bus, published } = recorder();
    start(bus);
    await service.happen('a', 1);
    await eventually(() => expect(published).toEqual(['a1']));
    start(bus);

    for (let n = 2; n < 12; n += 1) {
      await service.happen('a', n);
      if (n % 4 === 0) {
        await database.query(
          `SELECT pg_terminate_backend(pid) FROM pg_locks JOIN pg_stat_activity USING (pid) WHERE locktype = 'advisory' AND application_name = 'matching.relay'`,
        );
      }
    }

    await eventually(async () => expect(await outbox()).toEqual([]));
    expect([...new Set(published)]).toEqual(Array.from({ length: 11 }, (_, n) => `a${n + 1}`));
  });

  it('takes over from a leader whose process stands still, its connection open', async () => {
    const stopped = await connect(service.url, 'matching.relay', () => {});
    expect(await outboxOf(stopped, 'matching').tryLock()).toBe(true);
    const { bus, published } = recorder();
    start(bus);

    await service.happen('a', 1);

    await eventually(() => expect(published).toEqual(['a1']), 20_000);
    await disconnect(stopped);
  }, 30_000);

  it('publishes nothing that it read before it stood still for longer than its lease', async () => {
    const { bus, published } = recorder();
    start(bus);
    await service.happen('a', 1);
    await eventually(() => expect(published).toEqual(['a1']));
    const other = new pg.Client({ connectionString: database.url });
    await other.connect();
    await other.query('BEGIN; LOCK TABLE matching.outbox');
    await eventually(async () =>
      expect(
        await database.query(`SELECT FROM pg_stat_activity WHERE application_name = 'matching.relay' AND wait_event_type = 'Lock'`),
      ).toHaveLength(1),
    );

    // The relay is answered with this row while it stands still; meanwhile another leader publishes and deletes it.
    const led = other.query(
      `INSERT INTO matching.outbox (event_id, topic, key, sequence, headers, value, written_at)
         VALUES (gen_random_uuid(), 't', 'stale', 1, '{}', '{"n":1}', now());
       SELECT pg_sleep(0.5); COMMIT; SELECT pg_sleep(11.5); DELETE FROM matching.outbox`,
    );
    await new Promise(setImmediate);
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 12_500);
    await led;
    await other.end();
    await service.happen('a', 2);

    await eventually(() => expect(published).toContain('a2'));
    expect(published).toEqual(['a1', 'a2']);
  }, 40_000);

  it('keeps everything through an outage, parks nothing, and says that it is late', async () => {
    let out = true;
    const metrics = new Registry();
    const { bus, published } = recorder(() => {
      if (out) throw new Error('no broker');
    });
    const relay = start(bus, metrics);
    for (let n = 1; n <= 20; n += 1) await service.happen(`k${n % 4}`, n);
    await eventually(() =>
      expect(relay.state()).toMatchObject({ status: 'degraded', detail: expect.stringMatching(/failed [5-9] times/) }),
    );
    expect(await metrics.metrics()).toMatch(/relay_oldest_unpublished_seconds [0-9.]*[1-9]/);

    out = false;

    await eventually(async () => expect(await outbox()).toEqual([]));
    expect(published).toHaveLength(20);
    await eventually(() => expect(relay.state()).toEqual({ status: 'ok' }));
  });

  it('goes on with the others while a part of the bus is out, for however long, and parks nothing', async () => {
    let out = true;
    const { bus, published } = recorder((messages) => {
      if (out && messages.some(isOf('dead'))) throw new Error('no leader for its partition');
    });
    const relay = start(bus);
    await service.happen('dead', 1, 2);
    await service.happen('a', 1, 2);

    await eventually(() => expect(published).toEqual(['a1', 'a2']), 10_000);
    await service.happen('a', 3);
    await eventually(() => expect(published).toEqual(['a1', 'a2', 'a3']), 10_000);
    expect(await outbox()).toEqual([
      { key: 'dead', parked: false },
      { key: 'dead', parked: false },
    ]);
    expect(relay.state()).toMatchObject({ status: 'degraded', detail: expect.stringMatching(/failed \d+ times/) });

    out = false;

    await eventually(() => expect(published).toEqual(['a1', 'a2', 'a3', 'dead1', 'dead2']), 10_000);
  }, 40_000);

  it('parks a message that the bus refuses, alone, and keeps back what follows of its key', async () => {
    const { bus, published } = recorder((messages) => {
      if (messages.some(isOf('bad'))) throw new MessageRefused('not this one');
    });
    await service.happen('a', 1);
    await service.happen('bad', 1, 2);
    await service.happen('b', 1, 2);
    const relay = start(bus);

    await eventually(() => expect(published).toEqual(['a1', 'b1', 'b2']));
    await eventually(async () =>
      expect(await outbox()).toEqual([
        { key: 'bad', parked: true },
        { key: 'bad', parked: false },
      ]),
    );
    expect(relay.state()).toEqual({ status: 'degraded', detail: '1 events are parked in the outbox' });
    await service.happen('bad', 3);
    await service.happen('a', 2);

    await eventually(() => expect(published).toEqual(['a1', 'b1', 'b2', 'a2']));
  });

  it('reads pages that are bounded in bytes', async () => {
    const sizes: number[] = [];
    const { bus, published } = recorder((messages) => void sizes.push(messages.length));
    await database.query(
      `INSERT INTO matching.outbox (event_id, topic, key, sequence, headers, value, written_at)
       SELECT gen_random_uuid(), 't', 'k', n, '{}', convert_to(json_build_object('n', n, 'pad', repeat('x', 900000))::text, 'UTF8'), now()
       FROM generate_series(1, 12) n`,
    );

    start(bus);

    await eventually(() => expect(published).toHaveLength(12));
    expect(Math.max(...sizes)).toBe(5);
  });
});
