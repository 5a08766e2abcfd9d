import { untilLed } from '@crossing/messaging/kafka/kafka-topics.ts';
import kafkajs, { type Admin } from 'kafkajs';
import { Complaint } from '@crossing/tool-dev/complaint.ts';
import type { Grant, KafkaTopic } from '@crossing/infra-kafka/topics.ts';
import type { ActualTopic, Step } from './plan.ts';

const { AclOperationTypes, AclPermissionTypes, AclResourceTypes, ConfigResourceTypes, ResourcePatternTypes } = kafkajs;

/** The topics of the network as the cluster has them, with the settings that the code speaks of. */
export async function actualTopics(admin: Admin, wanted: readonly KafkaTopic[]): Promise<readonly ActualTopic[]> {
  const names = new Set(wanted.map(({ topic }) => topic));
  const there = (await admin.listTopics()).filter((topic) => names.has(topic) || topic.startsWith('crossing.'));
  if (there.length === 0) return [];
  const { topics } = await admin.fetchTopicMetadata({ topics: there });
  const { resources } = await admin.describeConfigs({
    includeSynonyms: false,
    resources: there.map((name) => ({ type: ConfigResourceTypes.TOPIC, name })),
  });
  const settings = new Map(
    resources.map(({ resourceName, configEntries }) => [
      resourceName,
      Object.fromEntries(configEntries.map(({ configName, configValue }) => [configName, configValue])),
    ]),
  );
  return topics.map(({ name, partitions }) => ({
    topic: name,
    partitions: partitions.length,
    replication: partitions[0]?.replicas.length ?? 0,
    settings: settings.get(name) ?? {},
  }));
}

/** How many brokers there are. */
export const brokerCount = async (admin: Admin): Promise<number> => (await admin.describeCluster()).brokers.length;

/** Does the steps, in their order. A topic's settings are set together: Kafka forgets those that a change leaves out. */
export async function apply(admin: Admin, steps: readonly Step[], wanted: readonly KafkaTopic[]): Promise<void> {
  const made = steps.flatMap((step) => (step.do === 'make' ? [step.topic] : []));
  if (made.length > 0) {
    await admin.createTopics({
      waitForLeaders: false,
      topics: made.map(({ topic, partitions, replication, settings }) => ({
        topic,
        numPartitions: partitions,
        replicationFactor: replication,
        configEntries: entriesOf(settings),
      })),
    });
    for (const { topic } of made) await untilLed(admin, topic);
  }
  const changed = new Set(steps.flatMap((step) => (step.do === 'set' ? [step.topic] : [])));
  const resources = wanted
    .filter(({ topic }) => changed.has(topic))
    .map(({ topic, settings }) => ({ type: ConfigResourceTypes.TOPIC, name: topic, configEntries: entriesOf(settings) }));
  if (resources.length > 0) await admin.alterConfigs({ validateOnly: false, resources });
}

const entriesOf = (settings: Readonly<Record<string, string>>) => Object.entries(settings).map(([name, value]) => ({ name, value }));

const RESOURCES = { topic: AclResourceTypes.TOPIC, group: AclResourceTypes.GROUP, cluster: AclResourceTypes.CLUSTER };

/** Adds what is granted; what is granted already stays as it is, and nothing is taken away. */
export async function grant(admin: Admin, grants: readonly Grant[]): Promise<void> {
  try {
    await admin.createAcls({
      acl: grants.flatMap(({ principal, resource, name, isPrefix, operations }) =>
        operations.map((operation) => ({
          principal,
          host: '*',
          resourceName: name,
          resourceType: RESOURCES[resource],
          resourcePatternType: isPrefix ? ResourcePatternTypes.PREFIXED : ResourcePatternTypes.LITERAL,
          operation: AclOperationTypes[operation],
          permissionType: AclPermissionTypes.ALLOW,
        })),
      ),
    });
  } catch (error) {
    if ((error as { type?: string }).type === 'CLUSTER_AUTHORIZATION_FAILED')
      throw new Complaint('Only a superuser of the cluster (super.users) may grant: run this with its KAFKA_USERNAME.');
    if (!/SECURITY_DISABLED|[Nn]o [Aa]uthorizer/.test(`${(error as { type?: string }).type} ${(error as Error).message}`)) throw error;
    throw new Complaint('This cluster has no authorizer, so nobody can be granted anything: set authorizer.class.name on its brokers.');
  }
}
