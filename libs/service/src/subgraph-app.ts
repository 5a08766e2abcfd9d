import type { Clock, HealthState, NewId } from '@crossing/kernel';
import type { Bus, Reaction } from '@crossing/messaging';
import type { Database, DeadlineHandler, Logger } from '@crossing/runtime';
import type { Caller, Client, SubgraphResolvers } from '@crossing/subgraph';
import type { FastifyInstance } from 'fastify';
import type { Registry } from 'prom-client';
import type { Effects, UnitOfWork } from './unit-of-work.ts';

/** What the chassis hands to an app's `createApp`. */
export interface AppDeps<Config> {
  readonly config: Config;
  readonly database: Database;
  readonly clock: Clock;
  readonly newId: NewId;
  readonly log: Logger;
  readonly bus: Bus;
  readonly metrics: Registry;
  /** To be called after each commit that wrote events: wakes the relay. `unitOfWork` does it. */
  readonly committed: () => void;
}

/** A subgraph, composed and not yet running. */
export interface SubgraphApp<Stores> {
  readonly resolvers: SubgraphResolvers;
  readonly uow: UnitOfWork<Stores>;
  /** The context of one request, with loaders of its own. */
  readonly createContext: (caller: Caller, client?: Client) => { readonly caller: Caller };
  /** Read models: consume state topics (decisions D11). */
  readonly projections: readonly Reaction<Stores & Effects>[];
  /** Consequences: consume fact topics. */
  readonly reactions: readonly Reaction<Stores & Effects>[];
  /** By the kind of the deadline. */
  readonly deadlines: Readonly<Record<string, DeadlineHandler<Stores & Effects>>>;
  /** What an operator has to do after a read model was made anew, e.g. for what was loaded from it; by the name of the projection. */
  readonly afterRebuild?: Readonly<Record<string, string>>;
  /** Routes of its own beside /graphql. */
  readonly routes?: (http: FastifyInstance) => void | Promise<void>;
  /** What it needs to be ready, by name. */
  readonly health?: Readonly<Record<string, () => HealthState | Promise<HealthState>>>;
  /** Runs before the first request; what it returns runs when the process drains. */
  readonly start?: () => Promise<() => Promise<void>>;
}
