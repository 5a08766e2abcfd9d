import { setTimeout as sleep } from 'node:timers/promises';
import kafkajs, { type Broker, type Cluster, type Kafka, type PartitionAssigner } from 'kafkajs';
import { hasCode } from './kafka-client.ts';
import type { ReadingWatch } from './reading-watch.ts';

/** What a member of a group asks its coordinator. */
const QUESTIONS = ['joinGroup', 'syncGroup', 'heartbeat', 'offsetCommit', 'offsetFetch'] as const;
/** Answered when all members have come, or the group's leader has. */
const WAITS: readonly string[] = ['joinGroup', 'syncGroup'];
const UNREACHABLE = ['KafkaJSConnectionError', 'KafkaJSConnectionClosedError', 'KafkaJSRequestTimeoutError'];
const LEAVE_TRIES = 40;
const LEAVE_AGAIN_MS = 250;

type Ask = (request: unknown) => Promise<unknown>;

/** What there is to see of a consumer. */
export interface ClusterWatch extends Pick<ReadingWatch, 'fetched' | 'rebalancing'> {
  /** The group's coordinator cannot be reached. */
  gone(error: Error): void;
  /** Whether the consumer has been told to go. */
  isEnding(): boolean;
}

/**
 * kafkajs' round robin; an assigner is where kafkajs hands out a consumer's cluster, too. A consumer whose coordinator died goes
 * on asking it, for seconds or, with requests of several fetchers under way, for a minute: the watch is told at once. It is also
 * told which partitions brokers have answered for.
 *
 * Fetchers that kafkajs makes anew, because a broker came or went, while its consumer is being stopped are told to stop by nobody:
 * they go round without a pause, and nothing else in the process runs any more. One that is told to go finds no broker, and makes none.
 */
export const watchedRoundRobin =
  (watch: ClusterWatch): PartitionAssigner =>
  (config) => {
    const { cluster } = config;
    const [findCoordinator, findBroker] = [cluster.findGroupCoordinator.bind(cluster), cluster.findBroker.bind(cluster)];
    const getNodeIds = cluster.getNodeIds.bind(cluster);
    cluster.findGroupCoordinator = async (group) => asCoordinator(await findCoordinator(group), watch);
    cluster.findBroker = async (node) => asLeader(await findBroker(node), watch);
    cluster.getNodeIds = () => (watch.isEnding() ? [] : getNodeIds());
    return kafkajs.PartitionAssigners.roundRobin(config);
  };

function asCoordinator(coordinator: Broker, { gone, rebalancing }: ClusterWatch): Broker {
  const watched = (question: string): Ask => {
    const ask = askOf(coordinator, question);
    return (request) =>
      (WAITS.includes(question) ? rebalancing(() => ask(request)) : ask(request)).catch((error: Error) => {
        if (hasCode(error, ...UNREACHABLE)) gone(new Error(`The group’s coordinator is gone: ${error.message}`, { cause: error }));
        throw error;
      });
  };
  return instead(coordinator, {
    ...Object.fromEntries(QUESTIONS.map((question) => [question, watched(question)])),
    // Or kafkajs would look for another way to the same broker before it asks.
    isConnected: () => true,
  });
}

function asLeader(broker: Broker, { fetched }: ClusterWatch): Broker {
  const fetch = broker.fetch.bind(broker);
  return instead(broker, {
    async fetch(request: Parameters<Broker['fetch']>[0]) {
      const answer: unknown = await fetch(request);
      for (const { topic, partitions } of request.topics) for (const { partition } of partitions) fetched(topic, partition);
      return answer;
    },
  });
}

const askOf = (broker: Broker, question: string): Ask => (broker[question as keyof Broker] as Ask).bind(broker);

/** The broker with some of its methods replaced, for this consumer only. */
const instead = (broker: Broker, own: Readonly<Record<string | symbol, unknown>>): Broker =>
  new Proxy(broker, {
    get(target, name) {
      const value: unknown = own[name] ?? Reflect.get(target, name, target);
      return typeof value === 'function' ? (value as Ask).bind(target) : value;
    },
  });

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
