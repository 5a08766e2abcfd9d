import type { Bus, PartitionOffset } from './bus.ts';

const sum = (offsets: readonly PartitionOffset[]): bigint => offsets.reduce((total, { offset }) => total + offset, 0n);
const namesOf = (offsets: readonly PartitionOffset[]): string[] => offsets.map(({ topic, partition }) => `${topic} ${partition}`);

/** The part of the port's contract that tells where a reader may begin. `topicOf` names a topic that is empty when the test begins. */
export function offsetsContract(connectBus: () => Promise<Bus>, topicOf: () => string): void {
  it('says how far each partition goes, and where a time begins', async () => {
    const bus = await connectBus();
    const topic = topicOf();
    const publish = (...keys: readonly string[]) => bus.publish(keys.map((key) => ({ topic, key, headers: {}, value: Buffer.from('{}') })));
    const aMoment = () => new Promise((resolve) => setTimeout(resolve, 20));
    expect(sum(await bus.ends([topic]))).toBe(0n);
    await publish('a', 'b', 'c');
    await aMoment();
    const between = new Date();
    await aMoment();
    await publish('a', 'd');

    const [ends, late] = [await bus.ends([topic]), await bus.since([topic], between)];

    expect(namesOf(ends)).toEqual([0, 1, 2, 3, 4, 5].map((partition) => `${topic} ${partition}`));
    expect(namesOf(late)).toEqual(namesOf(ends));
    expect([sum(ends), sum(late)]).toEqual([5n, 3n]);
    expect(sum(await bus.since([topic], new Date(0)))).toBe(0n);
    expect(await bus.since([topic], new Date(Date.now() + 60_000))).toEqual(ends);
    const seen: string[] = [];
    await bus.follow({ topics: [topic], from: late, handle: async ({ messages }) => void seen.push(...messages.map(({ key }) => key)) })
      .caughtUp;
    expect(seen.toSorted()).toEqual(['a', 'd']);
  });
}
