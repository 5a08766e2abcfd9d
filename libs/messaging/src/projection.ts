import type { StateContract } from '@crossing/contracts';
import type { Sql } from '@crossing/kernel';
import { on, type Arrived, type Reaction, type Snapshots } from './reaction.ts';

/** What a read model does with the snapshots of an aggregate. */
export interface Projection<Data, Tx> {
  /** The tables that it alone writes and that can be made anew from the topic. */
  readonly tables: readonly string[];
  /** Tables that it writes too and that also hold what no event tells; a rebuild leaves them alone. */
  readonly alsoWrites?: readonly string[];
  /** Keeps the newest snapshots, of a key each. */
  put(tx: Tx, snapshots: readonly Arrived<Data>[]): Promise<void>;
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
  const snapshots: Snapshots<Tx> = {
    async newest(tx, events) {
      const newest = new Map<string, Arrived<unknown>>();
      // A relay that died may have repeated an older one behind it.
      for (const event of events) if ((newest.get(event.key)?.sequence ?? 0n) < event.sequence) newest.set(event.key, event);
      const { rows } = await tx.sql.query<{ key: string }>(
        `INSERT INTO projected (consumer, topic, key, sequence)
         SELECT $1, $2, key, sequence FROM unnest($3::text[], $4::bigint[]) AS newest (key, sequence) ORDER BY key COLLATE "C"
         ON CONFLICT (consumer, topic, key) DO UPDATE SET sequence = excluded.sequence WHERE projected.sequence < excluded.sequence
         RETURNING key`,
        [name, contract.topic, [...newest.keys()], [...newest.values()].map(({ sequence }) => String(sequence))],
      );
      return new Set(rows.map(({ key }) => newest.get(key)!));
    },
    async keep(tx, events) {
      const ended = events.filter(({ data }) => data === null);
      // The contract has parsed the data before it gets here.
      const living = events.filter(({ data }) => data !== null) as Arrived<Data>[];
      for (const { key } of ended) await erase(tx, key);
      // In one order for all who write several rows.
      if (living.length > 0)
        await put(
          tx,
          living.toSorted((a, b) => (a.key < b.key ? -1 : 1)),
        );
    },
  };
  const reaction = on<Data, Tx>(contract, async (tx, event) => {
    if ((await snapshots.newest(tx, [event])).size === 0) return 'stale';
    await snapshots.keep(tx, [event]);
  });
  return { ...reaction, readModel: { name, tables, alsoWrites }, snapshots };
}
