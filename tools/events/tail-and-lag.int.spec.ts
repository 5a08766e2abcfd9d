import { kafkaBus, type Bus } from '@crossing/messaging';
import { describeWithKafka, kafkaForTests } from '@crossing/testkit';
import type { Command } from './arguments.ts';
import { TOPICS } from './graph-access.ts';
import { lag } from './lag.ts';
import { collected, silent, specGraph, type SpecGraph } from './spec-graph.ts';
import { tail } from './tail.ts';

const topic = TOPICS.find((spec) => spec.topic === 'crossing.matching.offer.fact.v1')!;
const asked = { from: 'now', count: null, key: null, json: true } as const satisfies Partial<Extract<Command, { name: 'tail' }>>;
const never = new AbortController().signal;

let graph: SpecGraph;
beforeAll(async () => {
  graph = await specGraph();
});
afterAll(() => graph.close());

const publish = (bus: Bus, key: string, ...values: readonly number[]) =>
  bus.publish(values.map((n) => ({ topic: topic.topic, key, headers: { ce_type: 'spec' }, value: Buffer.from(JSON.stringify({ n })) })));

/** A broker that has just made a topic needs a moment for its leaders. */
async function untilEveryPartitionTakes(bus: Bus): Promise<void> {
  for (let tries = 1; ; tries += 1) {
    try {
      return await bus.publish(Array.from({ length: 60 }, (_, n) => ({ topic: topic.topic, key: `${n}`, headers: {}, value: null })));
    } catch (error) {
      if (tries === 50) throw error;
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
  }
}

/** What both adapters keep; other suites may use the same Kafka, so keys are new and only they are looked at. */
function tailAndLag(open: () => Promise<Bus>): void {
  const key = `spec-${crypto.randomUUID()}`;
  let bus: Bus;
  beforeAll(async () => {
    bus = await open();
    await bus.ensureTopics(TOPICS);
    await untilEveryPartitionTakes(bus);
  });
  afterAll(() => bus.close());

  async function tailed(given: Partial<Parameters<typeof tail>[0]['asked']>): Promise<number[]> {
    const out = collected();
    await tail({ bus, busName: 'a bus', topic, asked: { ...asked, key, ...given }, out, signal: never });
    return out.lines.map((line) => (JSON.parse(line) as { data: { n: number } }).data.n);
  }

  it('prints a topic from its beginning, and as many messages as asked for', async () => {
    await publish(bus, key, 1, 2, 3);

    expect(await tailed({ from: 'beginning', count: 3 })).toEqual([1, 2, 3]);
    expect(await tailed({ from: 'beginning', count: 2 })).toEqual([1, 2]);
  });

  it('prints what was stored from a time on, and what comes from now on', async () => {
    await new Promise((resolve) => setTimeout(resolve, 20));
    const between = new Date();
    await publish(bus, key, 4);
    expect(await tailed({ from: between, count: 1 })).toEqual([4]);

    let ended = false;
    const coming = tailed({ count: 1 }).finally(() => (ended = true));
    // It begins some time after it was asked to: whatever comes first from then on is what it prints.
    for (let n = 5; !ended; n += 1) {
      await publish(bus, key, n);
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
    expect((await coming)[0]).toBeGreaterThan(4);
  });

  it('ends at the signal, and when nobody reads any more', async () => {
    const [out, ending] = [collected(), new AbortController()];
    const running = tail({ bus, busName: 'a bus', topic, asked: { ...asked, key, from: 'beginning' }, out, signal: ending.signal });
    while (out.lines.length < 4) await new Promise((resolve) => setTimeout(resolve, 10));
    ending.abort();
    expect(await running).toBeGreaterThanOrEqual(4);
    expect(out.said.at(-1)).toMatch(/^\d+ messages of crossing\.matching\.offer\.fact\.v1 with key /);

    const closed = collected();
    closed.close();
    expect(await tail({ bus, busName: 'a bus', topic, asked, out: closed, signal: never })).toBe(0);
  });

  it('shows what a group has not read, and what an outbox has not published', async () => {
    const reader = bus.subscribe({ group: 'matching.reactions', topics: [topic.topic], handle: async () => {} });
    const ends = async () => (await bus.ends([topic.topic])).reduce((sum, { offset }) => sum + offset, 0n);
    const read = async () => (await bus.committed('matching.reactions', [topic.topic])).reduce((sum, { offset }) => sum + offset, 0n);
    while ((await read()) < (await ends())) await new Promise((resolve) => setTimeout(resolve, 20));
    await reader.stop();
    await publish(bus, key, 8, 9);
    await graph.test.query(
      `INSERT INTO contributor.outbox (event_id, topic, key, sequence, headers, written_at, parked_at, error)
       VALUES ($1, 't', 'k', 1, '{}', $3, $3, 'refused'), ($2, 't', 'other', 1, '{}', $3, NULL, NULL) ON CONFLICT (topic, key, sequence) DO NOTHING`,
      [crypto.randomUUID(), crypto.randomUUID(), new Date(Date.now() - 5_000)],
    );
    const out = collected();

    await lag(graph.access, bus, out);

    expect(out.lines).toContain('outbox of matching: nothing waits');
    expect(out.lines.find((line) => line.startsWith('outbox of contributor'))).toMatch(
      /: 1 event waiting, the oldest for \d.* s; 1 parked, each blocks its key$/,
    );
    expect(out.lines.find((line) => line.startsWith('  parked'))).toMatch(/t, key k: refused$/);
    expect(out.lines.find((line) => line.startsWith('matching.reactions:'))).toBe(
      'matching.reactions: 2 waiting of 6 partitions of 1 topic',
    );
  });
}

describe('tail and lag on the log in PostgreSQL', () => {
  tailAndLag(() => graph.busOf('matching'));
});

describeWithKafka('tail and lag on Kafka', () => {
  tailAndLag(async () => kafkaBus({ brokers: (await kafkaForTests()).split(','), clientId: 'matching', log: silent }));
});
