import { randomBytes } from 'node:crypto';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { eventually } from '@crossing/testkit';
import type { Bus, Message, OutgoingMessage, Slice, Subscription } from './bus.ts';
import { MAX_MESSAGE_BYTES, MessageRefused } from './bus.ts';
import { offsetsContract } from './bus-offsets.contract.ts';
import { freshTopics, type FreshTopics } from './service.fixture.ts';

const messageOn = (topic: string, key: string, n: number | null): OutgoingMessage => ({
  topic,
  key,
  headers: { ce_id: String(n), ce_type: 'spec' },
  value: n === null ? null : Buffer.from(String(n)),
});

interface Collected {
  readonly messages: Message[];
  readonly handle: (slice: Slice) => Promise<void>;
  readonly of: (key: string) => string[];
}

function collect(before: (slice: Slice) => void = () => {}): Collected {
  const messages: Message[] = [];
  return {
    messages,
    async handle(slice) {
      before(slice);
      messages.push(...slice.messages);
    },
    of: (key) => messages.filter((each) => each.key === key).map(({ value }) => String(value)),
  };
}

/** What every adapter of the port keeps. `open` gives another client of the same bus; each test has topics and a group of its own. */
export function busContract(open: () => Promise<Bus>): void {
  const buses: Bus[] = [];
  let names: FreshTopics;
  let facts: string;
  beforeEach(() => {
    names = freshTopics();
    facts = names.facts.topic;
  });
  const message = (key: string, n: number | null, topic = facts) => messageOn(topic, key, n);
  const connectBus = async () => {
    const bus = await open();
    buses.push(bus);
    await bus.ensureTopics([names.facts, names.states]);
    return bus;
  };
  afterEach(async () => {
    await Promise.all(buses.splice(0).map((bus) => bus.close()));
  });
  const subscribe = (bus: Bus, { handle }: Pick<Collected, 'handle'>): Subscription =>
    bus.subscribe({ group: names.group, topics: [facts], handle });

  it('delivers the messages of a key in their order, with headers and value', async () => {
    const bus = await connectBus();
    const seen = collect();

    await bus.publish([message('a', 1), message('b', 1), message('a', 2)]);
    subscribe(bus, seen);
    await bus.publish([message('a', 3)]);

    await eventually(() => {
      expect(seen.of('a')).toEqual(['1', '2', '3']);
      expect(seen.of('b')).toEqual(['1']);
    });
    expect(seen.messages.find(({ key }) => key === 'b')).toMatchObject({ ...message('b', 1), partition: expect.any(Number) });
  });

  it('delivers a tombstone as a message without a value', async () => {
    const bus = await connectBus();
    const seen = collect();
    bus.subscribe({ group: names.group, topics: [names.states.topic], handle: seen.handle });

    await bus.publish([message('a', null, names.states.topic)]);

    await eventually(() => expect(seen.messages.map(({ value }) => value)).toEqual([null]));
  });

  it('commits after the handler, goes on from there, and gives the rest again to whoever comes after a failure', async () => {
    const bus = await connectBus();
    await bus.publish([message('a', 1)]);
    const first = collect();
    const good = subscribe(bus, first);
    await eventually(() => expect(first.of('a')).toEqual(['1']));
    await good.stop();
    await bus.publish([message('a', 2)]);

    const failing = subscribe(bus, {
      handle: async () => {
        throw new Error('no');
      },
    });
    await expect(failing.done).rejects.toThrow('no');
    const second = collect();
    subscribe(bus, second);

    await eventually(() => expect(second.of('a')).toEqual(['2']));
    await eventually(async () =>
      expect((await bus.committed(names.group, [facts])).reduce((sum, { offset }) => sum + offset, 0n)).toBe(2n),
    );
  });

  it('shares the partitions among the members of a group, and hands them over when one leaves', async () => {
    const [one, two] = [await connectBus(), await connectBus()];
    const [left, right] = [collect(), collect()];
    const leaving = subscribe(one, left);
    subscribe(two, right);
    let n = 0;
    const keys = Array.from({ length: 60 }, (_, key) => `key-${key}`);
    const publish = async () => one.publish(keys.map((key) => message(key, (n += 1))));

    await eventually(async () => {
      await publish();
      // Not faster than a busy machine reads: what is behind would hide who reads now.
      await new Promise((resolve) => setTimeout(resolve, 100));
      const recent = ({ messages }: Collected) => messages.filter(({ value }) => Number(String(value)) > n - 300).length;
      expect(Math.min(recent(left), recent(right))).toBeGreaterThan(60);
      // Members are counted twice a second and partitions change hands one round at a time: on a busy machine that takes a while.
    }, 20_000);
    await leaving.stop();
    await publish();

    // Kafka’s members hear of a departure with their next heartbeat, up to 3 s later, and take time to share anew.
    await eventually(() => expect(left.messages.length + right.messages.length).toBe(n), 45_000);
    for (const key of keys) {
      // Nothing twice, nothing out of order, on either side.
      const all = [...left.of(key), ...right.of(key)].map(Number);
      expect(all).toEqual([...new Set(all)]);
      expect(right.of(key).map(Number)).toEqual(
        right
          .of(key)
          .map(Number)
          .toSorted((a, b) => a - b),
      );
    }
  }, 90_000);

  it('lets a follower read on its own account from given offsets, and says when it has caught up', async () => {
    const bus = await connectBus();
    await bus.publish([message('a', 1), message('a', 2)]);
    const all = collect();
    subscribe(bus, all);
    await eventually(() => expect(all.of('a')).toHaveLength(2));
    const second = all.messages[1]!;

    const late = collect();
    const following = bus.follow({ topics: [facts], from: [second], handle: late.handle });
    await following.caughtUp;
    expect(late.of('a')).toEqual(['2']);
    await bus.publish([message('a', 3)]);
    await eventually(() => expect(late.of('a')).toEqual(['2', '3']));

    const whole = collect();
    await bus.follow({ topics: [facts], handle: whole.handle }).caughtUp;
    expect(whole.of('a')).toEqual(['1', '2', '3']);
  });

  offsetsContract(connectBus, () => facts);

  it('refuses a message that is too long, and says so', async () => {
    const bus = await connectBus();
    const long = { ...message('a', 1), value: Buffer.alloc(1_000_001) };

    await expect(bus.publish([long])).rejects.toThrow(MessageRefused);
    await expect(bus.publish([long])).rejects.toThrow('1000001 bytes');
  });

  it('hands over slices of 500 at most, and says how far the partition goes', async () => {
    const bus = await connectBus();
    await bus.publish(Array.from({ length: 1_100 }, (_, n) => message('a', n)));
    const sizes: number[] = [];
    const left: bigint[] = [];
    const seen = collect(({ messages, end }) => {
      sizes.push(messages.length);
      left.push(end - messages.at(-1)!.offset - 1n);
    });
    subscribe(bus, seen);

    await eventually(() => expect(seen.of('a')).toHaveLength(1_100));
    expect(Math.max(...sizes)).toBeLessThanOrEqual(500);
    expect(left.at(-1)).toBe(0n);
    expect(seen.of('a')).toEqual(Array.from({ length: 1_100 }, (_, n) => String(n)));
  });

  it('takes a message of the greatest length, whatever is in it', async () => {
    const bus = await connectBus();
    const value = randomBytes(MAX_MESSAGE_BYTES);
    await bus.publish([message('a', 1), { ...message('a', 2), value }, message('a', 3)]);
    const seen = collect();
    subscribe(bus, seen);

    await eventually(() => expect(seen.messages).toHaveLength(3));
    expect(seen.messages[1]!.value!.equals(value)).toBe(true);
  });

  it('publishes more than one broker’s batch takes, in order', async () => {
    const bus = await connectBus();
    await bus.publish(
      Array.from({ length: 40 }, (_, n) => ({ ...message('a', n), headers: { n: String(n) }, value: randomBytes(100_000) })),
    );
    const seen = collect();
    subscribe(bus, seen);

    await eventually(() =>
      expect(seen.messages.map(({ headers }) => Number(headers['n']))).toEqual(Array.from({ length: 40 }, (_, n) => n)),
    );
  });

  it('keeps memory bounded while a slow reader has 100 000 messages before it', async () => {
    const bus = await connectBus();
    const waiting = 100_000;
    // Compresses as events do, about three to one.
    const value = () => Buffer.from(JSON.stringify({ note: randomBytes(250).toString('hex'), more: 'x'.repeat(480) }));
    for (let n = 0; n < waiting; n += 2_500) {
      await bus.publish(Array.from({ length: 2_500 }, (_, i) => ({ ...message(`key-${i % 50}`, n + i), value: value() })));
    }
    const slow = Promise.withResolvers<void>();
    const before = memory();
    let read = 0;
    const slices = subscribe(bus, {
      handle: async ({ messages }) => {
        read += messages.length;
        if (read > 5_000) await slow.promise;
      },
    });
    await eventually(() => expect(read).toBeGreaterThan(5_000), 20_000);
    await new Promise((resolve) => setTimeout(resolve, 1_000));

    expect(memory() - before).toBeLessThan(40_000_000);
    slow.resolve();
    await eventually(() => expect(read).toBe(waiting), 60_000);
    await slices.stop();
  }, 120_000);
}

setFlagsFromString('--expose-gc');
const collectGarbage = runInNewContext('gc') as () => void;

/** Bytes that this process holds, buffers included, garbage not. */
function memory(): number {
  collectGarbage();
  const { heapUsed, external } = process.memoryUsage();
  return heapUsed + external;
}
