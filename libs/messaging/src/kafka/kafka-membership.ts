import { setTimeout as sleep } from 'node:timers/promises';
import kafkajs, { type Broker, type Cluster, type Kafka, type PartitionAssigner } from 'kafkajs';
import { hasCode } from './kafka-client.ts';

/** What a member of a group asks its coordinator. */
const QUESTIONS = ['joinGroup', 'syncGroup', 'heartbeat', 'offsetCommit', 'offsetFetch'] as const;
const UNREACHABLE = ['KafkaJSConnectionError', 'KafkaJSConnectionClosedError', 'KafkaJSRequestTimeoutError'];
const LEAVE_TRIES = 40;
const LEAVE_AGAIN_MS = 250;

type Ask = (request: unknown) => Promise<unknown>;

/**
 * kafkajs' round robin; an assigner is where kafkajs hands out a consumer's cluster, too. A consumer whose coordinator died goes
 * on asking it, for seconds or, with requests of several fetchers under way, for a minute: `gone` is told at once.
 */
export const roundRobinTelling =
  (gone: (error: Error) => void): PartitionAssigner =>
  (config) => {
    const find = config.cluster.findGroupCoordinator.bind(config.cluster);
    config.cluster.findGroupCoordinator = async (group) => watched(await find(group), gone);
    return kafkajs.PartitionAssigners.roundRobin(config);
  };

function watched(coordinator: Broker, gone: (error: Error) => void): Broker {
  const watchedOne = (question: string): Ask => {
    const ask = (coordinator[question as keyof Broker] as Ask).bind(coordinator);
    return (request) =>
      ask(request).catch((error: Error) => {
        if (hasCode(error, ...UNREACHABLE)) gone(new Error(`The group’s coordinator is gone: ${error.message}`, { cause: error }));
        throw error;
      });
  };
  const own: Readonly<Record<string | symbol, unknown>> = {
    ...Object.fromEntries(QUESTIONS.map((question) => [question, watchedOne(question)])),
    // Or kafkajs would look for another way to the same broker before it asks.
    isConnected: () => true,
  };
  return new Proxy(coordinator, {
    get(target, name) {
      const value: unknown = own[name] ?? Reflect.get(target, name, target);
      return typeof value === 'function' ? (value as Ask).bind(target) : value;
    },
  });
}

/**
 * Takes a member that kafkajs gave up out of its group, as soon as the group has a coordinator. Otherwise nobody would read its
 * partitions until its session has ended, half a minute later.
 */
export async function leaveGroup(kafka: Kafka, groupId: string, memberId: string): Promise<void> {
  const cluster = clusterOf(kafka, groupId);
  for (let tries = 1; tries <= LEAVE_TRIES; tries += 1) {
    try {
      await cluster.connect();
      const coordinator = (await cluster.findGroupCoordinator({ groupId })) as Broker & { leaveGroup: Ask };
      await coordinator.leaveGroup({ groupId, memberId });
      break;
    } catch (error) {
      if (hasCode(error, 'UNKNOWN_MEMBER_ID')) break;
      await sleep(LEAVE_AGAIN_MS);
      await cluster.refreshMetadata().catch(() => {});
    }
  }
  await cluster.disconnect().catch(() => {});
}

/** A way to the cluster that nobody else uses; the consumer that it was made for never starts. */
function clusterOf(kafka: Kafka, groupId: string): Cluster {
  let found: Cluster | undefined;
  const capture: PartitionAssigner = (config) => {
    found = config.cluster;
    return kafkajs.PartitionAssigners.roundRobin(config);
  };
  kafka.consumer({ groupId, partitionAssigners: [capture] });
  return found!;
}
