import { kafkaTopics, type KafkaTopic } from '@crossing/infra-kafka/topics.ts';
import { brokenPromises, lineOf, planOf, type ReleasedTopics } from './plan.ts';

const wanted = kafkaTopics(3);
const [first, ...others] = wanted as [KafkaTopic, ...KafkaTopic[]];

describe('planOf', () => {
  it('makes what is missing and leaves alone what is right', () => {
    const { steps, refusals, notes } = planOf(wanted, others);

    expect(steps).toEqual([{ do: 'make', topic: first }]);
    expect(lineOf(steps[0]!)).toContain(`make  ${first.topic}: `);
    expect([...refusals, ...notes]).toEqual([]);
  });

  it('sets back a setting that somebody has changed', () => {
    const there = { ...first, settings: { ...first.settings, 'cleanup.policy': 'compact,delete' } };

    expect(planOf(wanted, [there, ...others]).steps.map(lineOf)).toEqual([
      `set   ${first.topic}: cleanup.policy from compact,delete to ${first.settings['cleanup.policy']}`,
    ]);
  });

  it('refuses other partitions, says what to do, and notes copies and topics that no contract knows', () => {
    const there = { ...first, partitions: 12, replication: 1 };
    const stray = { ...first, topic: 'crossing.matching.stray.fact.v1' };

    const { steps, refusals, notes } = planOf(wanted, [there, stray, ...others]);

    expect(steps).toEqual([]);
    expect(refusals).toEqual([expect.stringContaining(`${first.topic} has 12 partitions and should have 6`)]);
    expect(notes).toEqual([expect.stringContaining('1 copies instead of 3'), expect.stringContaining('stray.fact.v1 is in no contract')]);
  });
});

describe('brokenPromises', () => {
  const released = Object.fromEntries(wanted.map(({ topic, kind, partitions }) => [topic, { kind, partitions }]));
  const other = first.kind === 'fact' ? 'state' : 'fact';

  it.each<[string, ReleasedTopics, string | undefined]>([
    ['the same', released, undefined],
    ['a topic more than was released', Object.fromEntries(Object.entries(released).slice(1)), undefined],
    [
      'a topic that is gone',
      { ...released, 'crossing.x.y.fact.v1': { kind: 'fact', partitions: 6 } },
      'crossing.x.y.fact.v1 was released and is gone',
    ],
    [
      'other partitions',
      { ...released, [first.topic]: { kind: first.kind, partitions: 12 } },
      `${first.topic} was released with 12 partitions`,
    ],
    [
      'another kind',
      { ...released, [first.topic]: { kind: other, partitions: first.partitions } },
      `${first.topic} was released as a ${other}`,
    ],
  ])('%s', (_, promised, sentence) => {
    expect(brokenPromises(wanted, promised)).toEqual(sentence === undefined ? [] : [expect.stringContaining(sentence)]);
  });
});
