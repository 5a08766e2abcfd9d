import type { EventContract, FactContract, StateContract } from '@crossing/contracts';
import type { Cause } from '@crossing/kernel';

/** An event that has arrived. */
export interface Arrived<Data> {
  readonly data: Data;
  readonly key: string;
  readonly id: string;
  /** Contiguous per topic and key: 1, 2, 3 … */
  readonly sequence: bigint;
  /** When it happened, by the publisher's domain clock. */
  readonly time: Date;
  readonly cause: Cause;
}

/** `stale`: nothing was to be done, as something newer is known. */
export type Handled = void | 'stale';

export type Handle<Data, Tx> = (tx: Tx, event: Arrived<Data>) => Promise<Handled>;

/** What a projection keeps, and where. */
export interface ReadModel {
  readonly name: string;
  /** The tables that hold nothing but what its events tell: they can be made anew from the topic. */
  readonly tables: readonly string[];
  /** Tables that it writes too, which also hold what no event tells. */
  readonly alsoWrites: readonly string[];
}

/** A projection's `handle` for many events at once. */
export interface Snapshots<Tx> {
  /** Keeps the newest of each key, if it is newer than what was known; answers those that were kept. */
  keepNewest(tx: Tx, events: readonly Arrived<unknown>[]): Promise<ReadonlySet<Arrived<unknown>>>;
}

/** What is done about one kind of event. Runs in the transaction that claims the event, so its effect happens once. */
export interface Reaction<Tx> {
  readonly contract: EventContract<unknown>;
  /** Set for a projection. */
  readonly readModel?: ReadModel;
  /** Set for a projection. */
  readonly snapshots?: Snapshots<Tx>;
  handle(tx: Tx, event: Arrived<unknown>): Promise<Handled>;
}

/** Says what is done about an event. Of a state, `data` is null when its key was erased (tombstone). */
export function on<Data, Tx>(contract: FactContract<Data>, handle: Handle<Data, Tx>): Reaction<Tx>;
export function on<Data, Tx>(contract: StateContract<Data>, handle: Handle<Data | null, Tx>): Reaction<Tx>;
export function on<Data, Tx>(contract: EventContract<Data>, handle: Handle<Data, Tx>): Reaction<Tx> {
  // The contract has parsed the data before it gets here.
  return { contract, handle: (tx, event) => handle(tx, event as Arrived<Data>) };
}
