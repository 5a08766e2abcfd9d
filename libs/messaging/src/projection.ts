import type { StateContract } from '@crossing/contracts';
import type { Sql } from '@crossing/kernel';
import { on, type Arrived, type Reaction } from './reaction.ts';

/** What a read model does with the snapshots of an aggregate. */
export interface Projection<Data, Tx> {
  /** The tables that it alone writes and that can be made anew from the topic. */
  readonly tables: readonly string[];
  /** Tables that it writes too and that also hold what no event tells; a rebuild leaves them alone. */
  readonly alsoWrites?: readonly string[];
  /** Keeps the newest snapshot. */
  put(tx: Tx, data: Data, event: Arrived<Data>): Promise<void>;
  /** Forgets the key: its aggregate was erased. */
  erase(tx: Tx, key: string): Promise<void>;
}

/**
 * A read model of a state topic that applies what is newer than what it has and ignores the rest, whatever is repeated or
 * replayed: the sequence of the last applied event is kept per key, under the name of the read model.
 */
export function projection<Data, Tx extends { readonly sql: Sql }>(
  name: string,
  contract: StateContract<Data>,
  { tables, alsoWrites = [], put, erase }: Projection<Data, Tx>,
): Reaction<Tx> {
  const reaction = on<Data, Tx>(contract, async (tx, event) => {
    const { key, sequence, data } = event;
    const { rowCount } = await tx.sql.query(
      `INSERT INTO projected (consumer, topic, key, sequence) VALUES ($1, $2, $3, $4)
       ON CONFLICT (consumer, topic, key) DO UPDATE SET sequence = excluded.sequence WHERE projected.sequence < excluded.sequence`,
      [name, contract.topic, key, String(sequence)],
    );
    if (rowCount === 0) return 'stale';
    await (data === null ? erase(tx, key) : put(tx, data, { ...event, data }));
  });
  return { ...reaction, readModel: { name, tables, alsoWrites } };
}
