export type { Transact } from './apply-slice.ts';
export {
  MAX_MESSAGE_BYTES,
  MessageRefused,
  type Bus,
  type Following,
  type HandleSlice,
  type Message,
  type OutgoingMessage,
  type PartitionOffset,
  type Slice,
  type Subscription,
} from './bus.ts';
export { startConsumer, type Consumer, type ConsumerOptions } from './consumer.ts';
export { discard, type Discarded } from './discard.ts';
export { emission, type Emission, type EmissionOptions } from './emission.ts';
export { startFollower, type Follower, type FollowerOptions } from './follower.ts';
export { kafkaBus, type KafkaBusOptions } from './kafka/kafka-bus.ts';
export { kafkaClient, type KafkaConnection } from './kafka/kafka-client.ts';
export { persist, type Persistent } from './persist.ts';
export { postgresLog, type PostgresLogOptions } from './postgres/postgres-log.ts';
export { projection, type Projection } from './projection.ts';
export { provideTopics, type ProvideTopicsOptions, type TopicsProvided } from './provide-topics.ts';
export { on, type Arrived, type Handle, type Reaction, type ReadModel } from './reaction.ts';
export { redrive, type RedriveOptions, type RedriveReport } from './redrive.ts';
export { startReplay, type Replay, type ReplayOptions } from './replay.ts';
export { sparingLog, type Complain } from './sparing-log.ts';
export { startRelay, type Relay, type RelayOptions } from './relay.ts';
