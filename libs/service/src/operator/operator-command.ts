import type { Logger } from '@crossing/runtime';
import type { EntitySchema } from 'typeorm';
import type { AppDeps, SubgraphApp } from '../subgraph-app.ts';
import type { SubgraphConfig } from '../subgraph-config.ts';

/** A subgraph that is to run an operator's command instead of serving. */
export interface Operated<Config extends SubgraphConfig, Stores> {
  readonly name: string;
  readonly config: Config;
  readonly entities: readonly EntitySchema[];
  readonly createApp: (deps: AppDeps<Config>) => SubgraphApp<Stores>;
}

/** What a command works with. */
export interface Operation<Config extends SubgraphConfig, Stores> {
  readonly subgraph: Operated<Config, Stores>;
  readonly args: readonly string[];
  readonly log: Logger;
  /** Tells the operator what is done. */
  readonly say: (line: string) => void;
}

/** What the operator can mend: said as it is, and the command ends with 1. */
export class Refused extends Error {
  override readonly name = 'Refused';
}
