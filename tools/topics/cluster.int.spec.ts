import { grants, type KafkaTopic } from '@crossing/infra-kafka/topics.ts';
import { describeWithKafka, kafkaForTests } from '@crossing/testkit';
import kafkajs, { type Admin } from 'kafkajs';
import { actualTopics, apply, grant } from './cluster.ts';
import { planOf } from './plan.ts';

const topic = (settings: Readonly<Record<string, string>>): KafkaTopic => ({
  topic: `crossing.topics.${crypto.randomUUID()}.fact.v1`,
  kind: 'fact',
  partitions: 2,
  replication: 1,
  settings,
});

describeWithKafka('topics of a cluster', () => {
  let admin: Admin;
  beforeAll(async () => {
    admin = new kafkajs.Kafka({ brokers: (await kafkaForTests()).split(','), logLevel: kafkajs.logLevel.NOTHING }).admin();
    await admin.connect();
  });
  afterAll(() => admin.disconnect());

  const planFor = async (wanted: readonly KafkaTopic[]) => planOf(wanted, await actualTopics(admin, wanted));

  it('are made as the code says, set back when somebody changed them, and then there is nothing to do', async () => {
    const wanted = [topic({ 'retention.ms': '-1', 'cleanup.policy': 'delete' })];
    await apply(admin, (await planFor(wanted)).steps, wanted);
    expect((await planFor(wanted)).steps).toEqual([]);
    await admin.alterConfigs({
      validateOnly: false,
      resources: [
        { type: kafkajs.ConfigResourceTypes.TOPIC, name: wanted[0]!.topic, configEntries: [{ name: 'retention.ms', value: '1000' }] },
      ],
    });

    const { steps } = await planFor(wanted);
    expect(steps).toEqual([{ do: 'set', topic: wanted[0]!.topic, name: 'retention.ms', from: '1000', to: '-1' }]);
    await apply(admin, steps, wanted);

    expect((await planFor(wanted)).steps).toEqual([]);
  });

  it('are never given other partitions', async () => {
    const wanted = [topic({})];
    await apply(admin, (await planFor(wanted)).steps, wanted);

    const { steps, refusals } = await planFor([{ ...wanted[0]!, partitions: 3 }]);

    expect(steps).toEqual([]);
    expect(refusals).toEqual([expect.stringContaining('has 2 partitions and should have 3')]);
  });

  it('cannot be granted where nobody is asked who they are, which is said', async () => {
    await expect(grant(admin, grants)).rejects.toThrow('no authorizer');
  });
});
