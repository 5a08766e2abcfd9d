import type { Registry } from 'prom-client';
import { onLog, type Adapter } from './spec-adapters.ts';
import type { Bus, OutgoingMessage } from './bus.ts';
import { startConsumer, type Consumer } from './consumer.ts';
import { on, type Reaction } from './reaction.ts';
import { redrive } from './redrive.ts';
import { startRelay } from './relay.ts';
import { silent, testService, ThingHappened, topics, type Tx } from './service.fixture.ts';

interface Given {
  readonly url: string;
  query<Row extends object>(text: string, values?: readonly unknown[]): Promise<Row[]>;
}

/** The service with its relay, a bus, and a reaction that writes down what happened and fails for every n in `poison`. */
export async function consuming(database: Given, secret: string, adapter: Adapter = onLog) {
  await database.query('CREATE TABLE matching.effect (id serial, key text, n integer)');
  await database.query('GRANT ALL ON matching.effect, matching.effect_id_seq TO matching_worker');
  const service = testService(database.url, secret);
  const place = { url: service.url, adminUrl: database.url, name: crypto.randomUUID() };
  const bus = await adapter.open(place);
  await bus.ensureTopics(topics);
  // A new Kafka has no coordinator for the group yet: the first question makes one, and waits for it.
  await bus.committed('matching.reactions', [ThingHappened.topic]);
  const relayTo = (target: Bus) => startRelay({ url: service.url, service: 'matching', bus: target, log: silent });
  let relay = relayTo(bus);
  const consumers: Consumer[] = [];
  const poison = new Set<number>();
  const writeDown = on<{ n: number }, Tx>(ThingHappened, async ({ sql }, { key, data }) => {
    await sql.query('INSERT INTO effect (key, n) VALUES ($1, $2)', [key, data.n]);
    if (poison.has(data.n)) throw new Error(`cannot do ${data.n}`);
  });
  const operator = { group: 'matching.reactions', reactions: [writeDown], transact: service.transact };

  const stopConsumers = async () => void (await Promise.all(consumers.splice(0).map((consumer) => consumer.stop())));
  return {
    service,
    bus,
    /** Another client of the same bus. */
    openBus: () => adapter.open(place),
    poison,
    consumers,
    stopConsumers,
    consume(
      reactions: readonly Reaction<Tx>[] = [writeDown],
      from: Bus = bus,
      more: { metrics?: Registry; transact?: typeof service.transact } = {},
    ) {
      const consumer = startConsumer({ ...operator, bus: from, reactions, log: silent, retryMs: [1, 1], ...more });
      consumers.push(consumer);
      return consumer;
    },
    redrive: (key?: string) => redrive({ ...operator, ...(key !== undefined && { key }) }),
    async replaceRelay(target: Bus) {
      await relay.stop();
      relay = relayTo(target);
    },
    stopRelay: () => relay.stop(),
    effects: async (key: string) =>
      (await database.query<{ n: number }>('SELECT n FROM matching.effect WHERE key = $1 ORDER BY id', [key])).map(({ n }) => n),
    letters: () =>
      database.query<{ key: string; status: string; reason: string }>(
        'SELECT key, status, reason FROM matching.dead_letter ORDER BY "offset", id',
      ),
    /** Publishes past the outbox. */
    forge: (message: Partial<OutgoingMessage>) =>
      bus.publish([{ topic: ThingHappened.topic, key: 'k', headers: {}, value: Buffer.from('{"n":1}'), ...message }]),
    async close() {
      await stopConsumers();
      await relay.stop();
      await bus.close();
      await service.close();
    },
  };
}

export type Consuming = Awaited<ReturnType<typeof consuming>>;

/** The headers of an event, with whatever matters to the test. */
export const headersOf = (given: Readonly<Record<string, string>> = {}): Record<string, string> => ({
  ce_id: crypto.randomUUID(),
  ce_type: ThingHappened.type,
  ce_sequence: '1',
  ce_time: '2026-01-01T00:00:00Z',
  ...given,
});
