import type { Service } from '../contracts.ts';
import type { BusName } from '../kinds.ts';
import type { Sabotage } from '../sabotages.ts';

export type Role = 'writer' | 'relay' | 'consumer';

/** What all processes of a run have in common. */
export interface Surroundings {
  /** The database, as its superuser. */
  readonly adminUrl: string;
  readonly bus: BusName;
  /** Of Kafka. */
  readonly brokers: readonly string[];
  readonly sabotage: Sabotage | null;
  readonly rate: number;
}

/** What one process is there for; its first argument, as JSON. */
export interface Assignment extends Surroundings {
  readonly role: Role;
  readonly service: Service;
  readonly index: number;
}

export const SECRET = 'chaos';

/** How the relay's connection is called in PostgreSQL: by it the conductor knows which process leads. */
export const relayName = (service: Service, index: number): string => `chaos.relay.${service}.${index}`;
