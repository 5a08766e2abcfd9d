import { setTimeout as sleep } from 'node:timers/promises';
import { eventually, TEST_ROLE_SECRET, testDatabase, type TestDatabase } from '@crossing/testkit';
import { Registry } from 'prom-client';
import { describeOnEach } from './spec-adapters.ts';
import type { Bus } from './bus.ts';
import { consuming, headersOf, type Consuming } from './consuming.fixture.ts';
import { partitionOf } from './partition-of.ts';
import { on } from './reaction.ts';
import { ThingFollowed, ThingHappened, type Tx } from './service.fixture.ts';

let database: TestDatabase;
let my: Consuming;

describeOnEach('a consumer', (adapter) => {
  beforeEach(async () => {
    database = await testDatabase({ service: 'matching' });
    my = await consuming(database, TEST_ROLE_SECRET, adapter);
  });
  afterEach(async () => {
    await my.close();
    await database.drop();
  });

  it('applies the events of each key in their order, each once, among two members that come and go', async () => {
    my.consume();
    const second = await my.openBus();
    for (let n = 1; n <= 60; n += 1) {
      await Promise.all(['a', 'b', 'c', 'd', 'e'].map((key) => my.service.happen(key, n)));
      if (n === 15) my.consume(undefined, second);
      if (n === 40) await my.consumers.shift()!.stop();
    }

    for (const key of ['a', 'b', 'c', 'd', 'e']) {
      // Kafka’s members take seconds to share anew.
      await eventually(async () => expect(await my.effects(key)).toEqual(Array.from({ length: 60 }, (_, n) => n + 1)), 45_000);
    }
    await my.stopConsumers();
    await second.close();
  }, 90_000);

  it('absorbs what a relay repeats that died between publishing and deleting', async () => {
    let kills = 3;
    let published = 0;
    const deadly: Bus = {
      ...my.bus,
      async publish(messages) {
        await my.bus.publish(messages);
        published += messages.length;
        if (kills-- > 0)
          await database.query("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'matching.relay'");
      },
    };
    await my.replaceRelay(deadly);
    my.consume();

    await my.service.happen('a', 1, 2, 3);

    await eventually(async () => expect(await database.query('SELECT FROM matching.outbox')).toEqual([]));
    expect(published).toBeGreaterThan(3);
    await my.service.happen('a', 4);
    await eventually(async () => expect(await my.effects('a')).toEqual([1, 2, 3, 4]));
  });

  it('applies what several partitions hold at the same time', async () => {
    const keys = ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h'].filter(
      (key, at, all) =>
        all.findIndex((other) => partitionOf(ThingHappened.topic, other, 6) === partitionOf(ThingHappened.topic, key, 6)) === at,
    );
    const [first, second, third] = keys as [string, string, string];
    let allMet = () => {};
    const met = new Promise<void>((resolve) => (allMet = resolve));
    const here = new Set<string>();
    my.consume([
      on(ThingHappened, async (_tx: Tx, { key }) => {
        here.add(key);
        if (here.size === 3) allMet();
        await Promise.race([met, sleep(5_000, undefined, { ref: false })]);
        here.delete(key);
      }),
    ]);

    // Together: a round that sees only one of them would wait for it.
    await my.bus.publish(
      [first, second, third].map((key) => ({
        ...{ topic: ThingHappened.topic, key, value: Buffer.from('{"n":1}') },
        headers: headersOf({ ce_subject: key }),
      })),
    );

    await expect(Promise.race([met.then(() => 'met'), sleep(30_000, undefined, { ref: false }).then(() => 'never met')])).resolves.toBe(
      'met',
    );
  }, 60_000);

  it('goes on with the cause of the event in what its reaction emits', async () => {
    my.consume([on(ThingHappened, async (tx: Tx, { key, data }) => tx.emit(ThingFollowed, key, data))]);
    await my.stopRelay();

    const happened = (correlationId: string) =>
      my.forge({ headers: headersOf({ ce_correlationid: correlationId, traceparent: `00-${correlationId}` }) });
    await happened('first');
    await happened('second');

    await eventually(async () => {
      const rows = await database.query<{ id: string; trace: string }>(
        `SELECT headers ->> 'ce_correlationid' AS id, headers ->> 'traceparent' AS trace FROM matching.outbox ORDER BY seq`,
      );
      expect(rows).toEqual([
        { id: 'first', trace: '00-first' },
        { id: 'second', trace: '00-second' },
      ]);
    });
  });

  it('passes over a type that nobody here reacts to, and ignores fields that it does not know', async () => {
    my.consume();

    await my.forge({ headers: headersOf({ ce_type: 'matching.thing.invented.v9' }), value: Buffer.from('not even JSON') });
    await my.forge({ headers: headersOf(), value: Buffer.from('{"n":1,"added":"later"}') });

    await eventually(async () => expect(await my.effects('k')).toEqual([1]));
    expect(await my.letters()).toEqual([]);
  });

  it('starts again after the database failed, and loses nothing', async () => {
    const metrics = new Registry();
    let failing = true;
    const consumer = my.consume(undefined, undefined, {
      metrics,
      transact: (given, work) =>
        failing ? Promise.reject(Object.assign(new Error('gone'), { code: '57P01' })) : my.service.transact(given, work),
    });
    await my.service.happen('k', 1);
    await eventually(() => expect(consumer.state()).toMatchObject({ status: 'degraded', detail: expect.stringContaining('failed') }));

    failing = false;

    await eventually(async () => expect(await my.effects('k')).toEqual([1]));
    expect(await my.letters()).toEqual([]);
    expect(await metrics.metrics()).toMatch(/consumer_restarts_total\{group="matching.reactions"\} [1-9]/);
    await eventually(async () =>
      expect(await metrics.metrics()).toMatch(/consumer_lag_records\{group="matching.reactions",topic="[^"]*",partition="\d"\} 0/),
    );
  });
});
