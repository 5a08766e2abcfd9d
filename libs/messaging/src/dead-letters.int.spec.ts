import { setTimeout as sleep } from 'node:timers/promises';
import { eventually, TEST_ROLE_SECRET, testDatabase, type TestDatabase } from '@crossing/testkit';
import { describeOnEach } from './spec-adapters.ts';
import { consuming, headersOf, type Consuming } from './consuming.fixture.ts';
import { discard } from './discard.ts';
import { partitionOf } from './partition-of.ts';
import { on } from './reaction.ts';
import { cause, ThingHappened, type Tx } from './service.fixture.ts';

const partition = (key: string) => partitionOf(ThingHappened.topic, key, 6);

let database: TestDatabase;
let my: Consuming;

describeOnEach('dead letters', (adapter) => {
  beforeEach(async () => {
    database = await testDatabase({ service: 'matching' });
    my = await consuming(database, TEST_ROLE_SECRET, adapter);
  });
  afterEach(async () => {
    await my.close();
    await database.drop();
  });

  it('parks a poison alone, with its reason, blocks its key only, and redrives it in order', async () => {
    my.poison.add(3);
    await my.service.transact(cause, async (tx) => {
      for (let n = 1; n <= 6; n += 1) for (const key of ['good', 'k']) tx.emit(ThingHappened, key, { n: key === 'k' ? n : n + 100 });
    });
    const consumer = my.consume();

    await eventually(async () => expect(await my.effects('good')).toEqual([101, 102, 103, 104, 105, 106]));
    await eventually(async () =>
      expect((await my.letters()).map(({ status }) => status)).toEqual(['parked', 'blocked', 'blocked', 'blocked']),
    );
    expect((await my.letters())[0]).toEqual({ key: 'k', status: 'parked', reason: 'cannot do 3' });
    expect(await my.effects('k')).toEqual([1, 2]);
    expect(consumer.state()).toEqual({ status: 'degraded', detail: 'matching.reactions has 4 dead letters' });
    expect(await my.redrive()).toEqual({ redriven: 0, failed: [{ topic: ThingHappened.topic, key: 'k', reason: 'cannot do 3' }] });
    my.poison.clear();
    await my.service.happen('k', 7);
    await eventually(async () => expect(await my.letters()).toHaveLength(5));
    expect(await my.redrive()).toEqual({ redriven: 5, failed: [] });
    await my.service.happen('k', 8);

    await eventually(async () => expect(await my.effects('k')).toEqual([1, 2, 3, 4, 5, 6, 7, 8]));
  });

  it('loses and reorders nothing when a redrive runs while events keep coming', async () => {
    my.poison.add(1);
    my.consume();
    await my.service.happen('k', 1, 2, 3);
    await eventually(async () => expect(await my.letters()).toHaveLength(3));
    my.poison.clear();

    let writing = true;
    const operator = (async () => {
      while (writing) await my.redrive();
      await my.redrive();
    })();
    for (let n = 4; n <= 80; n += 1) await my.service.happen('k', n);
    await eventually(async () => expect(await database.query('SELECT FROM matching.outbox')).toEqual([]));
    writing = false;
    await operator;

    await eventually(async () => {
      await my.redrive();
      expect(await my.effects('k')).toEqual(Array.from({ length: 80 }, (_, n) => n + 1));
    });
  });

  it('makes a redrive wait for a slice that is about to put an event behind the key', async () => {
    const neighbour = Array.from({ length: 99 }, (_, n) => `n${n}`).find((key) => partition(key) === partition('k'))!;
    const [reached, hold] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
    const slow = on<{ n: number }, Tx>(ThingHappened, async (_, { key }) => {
      if (key === 'k') throw new Error('not yet');
      reached.resolve();
      await hold.promise;
    });
    my.consume([slow]);
    await my.service.happen('k', 1);
    await eventually(async () => expect(await my.letters()).toHaveLength(1));
    await my.service.transact(cause, async (tx) => {
      tx.emit(ThingHappened, 'k', { n: 2 });
      tx.emit(ThingHappened, neighbour, { n: 1 });
    });
    await reached.promise;

    const redriven = my.redrive();
    await sleep(200);
    hold.resolve();

    expect(await redriven).toEqual({ redriven: 2, failed: [] });
    expect(await my.effects('k')).toEqual([1, 2]);
  });

  it('redrives one key alone when asked to', async () => {
    my.poison.add(1);
    my.consume();
    await my.service.happen('k', 1);
    await my.service.happen('other', 1);
    await eventually(async () => expect(await my.letters()).toHaveLength(2));
    my.poison.clear();

    expect(await my.redrive('other')).toEqual({ redriven: 1, failed: [] });
    expect([await my.effects('k'), await my.effects('other')]).toEqual([[], [1]]);
  });

  it('goes on behind a poison that was given up', async () => {
    my.poison.add(1);
    my.consume();
    await my.service.happen('k', 1, 2);
    await eventually(async () => expect(await my.letters()).toHaveLength(2));
    const [first] = await database.query<{ id: string }>("SELECT id FROM matching.dead_letter WHERE status = 'parked'");

    const give = () => my.service.transact(cause, ({ sql }) => discard(sql, BigInt(first!.id), 'a test'));
    expect(await give()).toEqual({ group: 'matching.reactions', topic: ThingHappened.topic, key: 'k', blocked: true, left: 1 });
    expect(await give()).toBeNull();
    expect((await my.letters())[0]).toMatchObject({ status: 'discarded', reason: 'cannot do 1; given up: a test' });
    await my.redrive();

    expect(await my.effects('k')).toEqual([2]);
  });

  it('puts what is no event aside, and parks an event that breaks its contract; the partition moves on', async () => {
    my.consume();

    await my.forge({ headers: {} });
    await my.forge({ headers: headersOf({ ce_id: 'x' }) });
    await my.forge({ headers: headersOf(), value: Buffer.from('{"n":"one"}') });
    await my.forge({ headers: headersOf(), value: Buffer.from('{') });
    await my.forge({ headers: headersOf(), value: null });
    await my.service.happen('other', 1);

    await eventually(async () => expect(await my.effects('other')).toEqual([1]));
    await eventually(async () => expect(await my.letters()).toHaveLength(5));
    expect((await my.letters()).map(({ status, reason }) => `${status}: ${reason}`)).toEqual([
      'malformed: ce_id is not a UUID',
      'malformed: ce_id is not a UUID',
      'parked: ThingHappened: /n must be integer',
      'blocked: waits behind a parked event',
      'blocked: waits behind a parked event',
    ]);
  });
});
