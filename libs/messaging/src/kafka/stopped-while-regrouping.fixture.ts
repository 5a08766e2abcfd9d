import { workerData } from 'node:worker_threads';
import type { PartitionAssigner } from 'kafkajs';
import { silent } from '../service.fixture.ts';
import { kafkaClient } from './kafka-client.ts';
import { startConsuming } from './kafka-consuming.ts';

/** What the worker thread is given. */
export interface StoppedWhileRegrouping {
  readonly brokers: readonly string[];
  readonly group: string;
  readonly topic: string;
}

// Ends by itself once a consumer has ended that was told to, in the very moment when its fetchers see that the brokers are others.
const { brokers, group, topic } = workerData as StoppedWhileRegrouping;
let isReading = false;
let stopped: Promise<void> | undefined;

const stopping =
  (assigner: PartitionAssigner): PartitionAssigner =>
  (given) => {
    const { cluster } = given;
    const getNodeIds = cluster.getNodeIds.bind(cluster);
    cluster.getNodeIds = () => {
      if (!isReading || stopped) return getNodeIds();
      stopped = consuming.stop();
      return [...getNodeIds(), 99];
    };
    return assigner(given);
  };

const consuming = startConsuming({
  open(socketFactory) {
    const kafka = kafkaClient({ brokers, clientId: 'matching' }, silent, socketFactory);
    const consumer = kafka.consumer.bind(kafka);
    kafka.consumer = (config) => consumer({ ...config!, partitionAssigners: config!.partitionAssigners!.map(stopping) });
    return kafka;
  },
  coordinated: async () => {},
  group,
  topics: [topic],
  handle: async () => void (isReading = true),
  commits: true,
});
await consuming.done;
