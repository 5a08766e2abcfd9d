import { describeWithKafka, kafkaForTests } from '@crossing/testkit';
import kafkajs from 'kafkajs';
import { busContract } from '../bus.contract.ts';
import type { Bus } from '../bus.ts';
import { freshTopics, silent } from '../service.fixture.ts';
import { kafkaBus } from './kafka-bus.ts';

const open = async () => kafkaBus({ brokers: (await kafkaForTests()).split(','), clientId: 'matching', log: silent });

describeWithKafka('Kafka', () => {
  busContract(open);
});

describeWithKafka('Kafka, besides', () => {
  let bus: Bus;
  beforeEach(async () => {
    bus = await open();
  });
  afterEach(() => bus.close());

  it('makes topics as they are to be kept: facts for good, of states the newest', async () => {
    const { facts, states } = freshTopics();
    await Promise.all([bus.ensureTopics([facts, states]), bus.ensureTopics([facts, states])]);

    const admin = new kafkajs.Kafka({ brokers: (await kafkaForTests()).split(','), logLevel: 0 }).admin();
    const { resources } = await admin.describeConfigs({
      includeSynonyms: false,
      resources: [facts, states].map(({ topic }) => ({ type: kafkajs.ConfigResourceTypes.TOPIC, name: topic })),
    });
    await admin.disconnect();
    const settingsOf = (topic: string) =>
      Object.fromEntries(
        resources
          .find(({ resourceName }) => resourceName === topic)!
          .configEntries.map(({ configName, configValue }) => [configName, configValue]),
      );
    expect(settingsOf(facts.topic)).toMatchObject({ 'cleanup.policy': 'delete', 'retention.ms': '-1' });
    expect(settingsOf(states.topic)).toMatchObject({ 'cleanup.policy': 'compact' });
  });

  it('names a topic that is missing, and one with other partitions', async () => {
    const { facts, states } = freshTopics();
    await expect(bus.checkTopics([facts])).rejects.toThrow(`no topic ${facts.topic}`);
    await expect(bus.publish([{ topic: facts.topic, key: 'k', headers: {}, value: null }])).rejects.toThrow(`no topic ${facts.topic}`);
    await bus.ensureTopics([{ ...states, partitions: 3 }]);

    await expect(bus.checkTopics([states])).rejects.toThrow(`${states.topic} is there with 3 partitions instead of 6`);
    await expect(bus.ensureTopics([states])).rejects.toThrow('with 3 partitions');
  });

  it('ends a subscription with the reason when a topic is missing, and close does not wait for it', async () => {
    const { facts, group } = freshTopics();
    const { done } = bus.subscribe({ group, topics: [facts.topic], handle: async () => {} });

    await expect(done).rejects.toThrow();
  });

  it('is degraded while nobody answers', async () => {
    const nobody = kafkaBus({ brokers: ['127.0.0.1:1'], clientId: 'matching', log: silent });
    const { facts } = freshTopics();

    await expect(nobody.publish([{ topic: facts.topic, key: 'k', headers: {}, value: null }])).rejects.toThrow();
    expect(nobody.state()).toMatchObject({ status: 'degraded' });
    await nobody.close();
  });
});
