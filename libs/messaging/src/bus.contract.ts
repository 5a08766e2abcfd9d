import type { Bus, Message, OutgoingMessage, Slice, Subscription } from './bus.ts';
import { MessageRefused } from './bus.ts';
import { eventually, ThingHappened, ThingState, topics } from './service.fixture.ts';

const facts = ThingHappened.topic;

const message = (key: string, n: number | null, topic = facts): OutgoingMessage => ({
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

/** What every adapter of the port keeps. `open` gives another client of the same, at first empty, bus. */
export function busContract(open: () => Promise<Bus>): void {
  const buses: Bus[] = [];
  const connectBus = async () => {
    const bus = await open();
    buses.push(bus);
    await bus.ensureTopics(topics);
    return bus;
  };
  afterEach(async () => {
    await Promise.all(buses.splice(0).map((bus) => bus.close()));
  });
  const subscribe = (bus: Bus, { handle }: Pick<Collected, 'handle'>): Subscription =>
    bus.subscribe({ group: 'matching.spec', topics: [facts], handle });

  it('delivers the messages of a key in their order, with headers and value', async () => {
    const bus = await connectBus();
    const seen = collect();

    await bus.publish([message('a', 1), message('b', 1), message('a', 2)]);
    subscribe(bus, seen);
    await bus.publish([message('a', 3)]);

    await eventually(() => expect(seen.of('a')).toEqual(['1', '2', '3']));
    expect(seen.messages.find(({ key }) => key === 'b')).toMatchObject({ ...message('b', 1), partition: expect.any(Number) });
  });

  it('delivers a tombstone as a message without a value', async () => {
    const bus = await connectBus();
    const seen = collect();
    bus.subscribe({ group: 'matching.spec', topics: [ThingState.topic], handle: seen.handle });

    await bus.publish([message('a', null, ThingState.topic)]);

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
      expect((await bus.committed('matching.spec', [facts])).reduce((sum, { offset }) => sum + offset, 0n)).toBe(2n),
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

    await eventually(() => expect(left.messages.length + right.messages.length).toBe(n));
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
  });

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
}
