import type { Load } from './load.ts';

/** Something at work. */
export interface Running {
  stop(): Promise<void>;
}

/** A way to carry events from the outbox of one service to an effect in the database of another. */
export interface Backbone {
  readonly name: string;
  /** False for an alternative: no goal is set for it, and what it loses is no difference. */
  readonly isOurs: boolean;
  /** Makes what the events of the load travel on. */
  prepare(load: Load): Promise<void>;
  /** Publishes what is in the outbox, until it is stopped; `poke` is called after a commit. */
  startRelay(load: Load, published: (events: number) => void): Promise<Running & { readonly poke: () => void }>;
  /** Resolves when the outbox remembers that everything was published. */
  emptied(load: Load): Promise<void>;
  /** Applies what was published. */
  startConsumer(load: Load, told: Told): Promise<Running>;
  close(): Promise<void>;
}

/** What a consumer tells of its work. */
export interface Told {
  /** An effect is about to be written. */
  begun(): void;
  /** The effects of these keys are committed. */
  applied(keys: readonly string[]): void;
}
