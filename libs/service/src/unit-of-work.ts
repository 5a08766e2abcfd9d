import type { EventContract } from '@crossing/contracts';
import type { Cause, Clock, NewId, Sql } from '@crossing/kernel';
import { emission } from '@crossing/messaging';
import {
  audit,
  deadlines,
  idempotency,
  sqlOf,
  withPrincipal,
  type Audit,
  type Database,
  type Deadlines,
  type IdempotencyStore,
} from '@crossing/runtime';
import { actorOf, principalOf, type Caller } from '@crossing/subgraph';
import type { EntityManager } from 'typeorm';

/** What every transaction offers besides the service's own stores; all of it commits or rolls back together. */
export interface Effects {
  readonly sql: Sql;
  /** Buffers an event; it is written to the outbox at the end of the transaction (decisions D13). Throws if `data` breaks the contract. */
  emit<Data>(contract: EventContract<Data>, key: string, data: NoInfer<Data>): void;
  /** Buffers the end of a state: its key is erased from the compacted topic. */
  tombstone(contract: EventContract<unknown>, key: string): void;
  readonly deadlines: Deadlines;
  readonly audit: Audit;
  readonly idempotency: IdempotencyStore;
}

export interface UnitOfWork<Stores> {
  /**
   * One transaction as the caller: state, events, deadlines and audit commit together, or nothing does. `because` answers the
   * same transaction with another cause for the events that are emitted through it.
   */
  transact<T>(caller: Caller, work: (tx: Stores & Effects, because: (cause: Cause) => Stores & Effects) => Promise<T>): Promise<T>;
  /** One read-only transaction as the caller, so that row-level security applies to reads too. */
  read<T>(caller: Caller, work: (stores: Stores & { readonly sql: Sql }) => Promise<T>): Promise<T>;
}

export interface UnitOfWorkOptions<Stores> {
  readonly database: Database;
  /** Kebab-case, e.g. `company-verification`. */
  readonly service: string;
  readonly clock: Clock;
  readonly newId: NewId;
  /** This service's stores on one transaction. */
  readonly stores: (manager: EntityManager) => Stores;
  /** Called after a commit that wrote events: wakes the relay. */
  readonly committed: () => void;
}

/** A service's unit of work: its stores and every shared effect on one transaction. */
export function unitOfWork<Stores>({ database, service, clock, newId, stores, committed }: UnitOfWorkOptions<Stores>): UnitOfWork<Stores> {
  return {
    async transact(caller, work) {
      const events = emission({ service, clock, newId, cause: caller });
      let written = 0;
      const result = await withPrincipal(database, principalOf(caller), async (manager) => {
        const sql = sqlOf(manager);
        const shared = {
          ...stores(manager),
          sql,
          deadlines: deadlines(sql),
          audit: audit(sql, { actor: actorOf(caller), clock }),
          idempotency: idempotency(sql, clock),
        };
        const because = (cause: Cause) => ({ ...shared, ...events.because(cause) });
        const outcome = await work(because(caller), because);
        written = await events.flush(sql);
        return outcome;
      });
      if (written > 0) committed();
      return result;
    },
    read: (caller, work) =>
      withPrincipal(database, principalOf(caller), (manager) => work({ ...stores(manager), sql: sqlOf(manager) }), { readOnly: true }),
  };
}
