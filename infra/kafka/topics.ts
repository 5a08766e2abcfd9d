import {
  AccountStatusChanged,
  allContracts,
  ApplicationSubmitted,
  CompanyRegistered,
  CompanyState,
  EngagementCompleted,
  OfferAccepted,
  OpportunityState,
  ProfileState,
  topicSettings,
  topicsOf,
  type EventContract,
  type TopicSpec,
} from '@crossing/contracts';

/** A topic as Kafka is to have it. */
export interface KafkaTopic extends TopicSpec {
  /** Copies of each partition. */
  readonly replication: number;
  readonly settings: Readonly<Record<string, string>>;
}

/** Every topic of the network. With three copies two must have a record before it counts as stored. */
export const kafkaTopics = (replication: number): readonly KafkaTopic[] =>
  topicsOf(allContracts).map((spec) => ({
    ...spec,
    replication,
    settings: { ...topicSettings(spec), 'min.insync.replicas': String(Math.max(1, replication - 1)) },
  }));

/** A service and the events that it listens to: one contract of each topic is enough. */
interface Listener {
  readonly service: string;
  readonly consumes: readonly Pick<EventContract<unknown>, 'topic'>[];
}

export const listeners: readonly Listener[] = [
  { service: 'identity', consumes: [] },
  { service: 'contributor', consumes: [AccountStatusChanged, CompanyState, ApplicationSubmitted, EngagementCompleted, OfferAccepted] },
  { service: 'company-verification', consumes: [CompanyRegistered, EngagementCompleted] },
  { service: 'matching', consumes: [ProfileState, CompanyState, OpportunityState] },
];

/** What a user of the cluster may do with topics or groups of a name, or of names that begin so. */
export interface Grant {
  /** `User:` and the name that is signed in with (KAFKA_USERNAME). */
  readonly principal: string;
  readonly resource: 'topic' | 'group' | 'cluster';
  readonly name: string;
  readonly isPrefix: boolean;
  readonly operations: readonly ('READ' | 'WRITE' | 'CREATE' | 'DESCRIBE' | 'DELETE' | 'DESCRIBE_CONFIGS' | 'ALTER_CONFIGS')[];
}

const everyTopic = { resource: 'topic', name: 'crossing.', isPrefix: true } as const;

/**
 * A service writes on its own topics only, reads what it listens to, and has the groups of its name; analysts read everything; the
 * operator makes topics and keeps their settings, and reads no record. Whoever may grant may do everything: that is left to a superuser.
 */
export const grants: readonly Grant[] = [
  ...listeners.flatMap(({ service, consumes }): Grant[] => {
    const principal = `User:${service}`;
    return [
      { principal, resource: 'topic', name: `crossing.${service}.`, isPrefix: true, operations: ['WRITE', 'DESCRIBE'] },
      ...consumes.map(({ topic }): Grant => ({
        principal,
        resource: 'topic',
        name: topic,
        isPrefix: false,
        operations: ['READ', 'DESCRIBE'],
      })),
      // Each sees to it that all topics are there before it says that it is ready; of records that shows nothing.
      { principal, ...everyTopic, operations: ['DESCRIBE'] },
      // A read model that was made anew leaves a group behind, which is then deleted.
      { principal, resource: 'group', name: `${service}.`, isPrefix: true, operations: ['READ', 'DESCRIBE', 'DELETE'] },
    ];
  }),
  { principal: 'User:analyst', ...everyTopic, operations: ['READ', 'DESCRIBE'] },
  { principal: 'User:analyst', resource: 'group', name: 'analyst.', isPrefix: true, operations: ['READ', 'DESCRIBE'] },
  { principal: 'User:operator', ...everyTopic, operations: ['CREATE', 'DESCRIBE', 'DESCRIBE_CONFIGS', 'ALTER_CONFIGS'] },
  { principal: 'User:operator', resource: 'cluster', name: 'kafka-cluster', isPrefix: false, operations: ['DESCRIBE'] },
];
