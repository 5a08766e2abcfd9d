import { once } from 'node:events';
import path from 'node:path';
import { Worker } from 'node:worker_threads';
import { describeWithKafka, kafkaForTests } from '@crossing/testkit';
import { freshTopics, silent } from '../service.fixture.ts';
import { kafkaBus } from './kafka-bus.ts';
import type { StoppedWhileRegrouping } from './stopped-while-regrouping.fixture.ts';

const PATIENCE_MS = 30_000;

describeWithKafka('a Kafka consumer', () => {
  it('that is stopped in the moment when a broker is found gone leaves the process alive', async () => {
    const brokers = (await kafkaForTests()).split(',');
    const { facts, group } = freshTopics();
    const bus = kafkaBus({ brokers, clientId: 'matching', log: silent });
    await bus.ensureTopics([facts]);
    await bus.publish([{ topic: facts.topic, key: 'k', headers: {}, value: null }]);
    // Waits for the group's coordinator.
    await bus.committed(group, [facts.topic]);
    await bus.close();

    // A thread of its own, since a loop without a pause stops every clock of the thread that it is in.
    const given: StoppedWhileRegrouping = { brokers, group, topic: facts.topic };
    const thread = new Worker(path.join(import.meta.dirname, 'stopped-while-regrouping.fixture.ts'), { workerData: given });
    const limit = setTimeout(() => void thread.terminate(), PATIENCE_MS);
    const [code] = (await once(thread, 'exit').finally(() => clearTimeout(limit))) as [number];

    expect(code).toBe(0);
  }, 60_000);
});
