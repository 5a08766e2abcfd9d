import { Kafka, logLevel } from 'kafkajs';
import { describeWithKafka, kafkaForTests } from './index.ts';

describeWithKafka('kafkaForTests', () => {
  it('gives everybody in a run the same Kafka', async () => {
    const [first, second] = await Promise.all([kafkaForTests(), kafkaForTests()]);

    expect(first).toBe(second);
    expect(await brokersOf(first)).toBe(1);
  });
});

async function brokersOf(bootstrap: string): Promise<number> {
  const admin = new Kafka({ brokers: bootstrap.split(','), logLevel: logLevel.NOTHING }).admin();
  await admin.connect();
  try {
    return (await admin.describeCluster()).brokers.length;
  } finally {
    await admin.disconnect();
  }
}
