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
export type { Cause } from './cause.ts';
export { emission, type Emission, type EmissionOptions } from './emission.ts';
export type { HealthState } from './health-state.ts';
export { on, type Arrived, type Handle, type Reaction } from './reaction.ts';
