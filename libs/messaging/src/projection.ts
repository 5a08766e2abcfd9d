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
  /** Remembers the newest of each key; answers those that are newer than what was known. */
  async function newest(tx: Tx, events: readonly Arrived<unknown>[]): Promise<readonly Arrived<unknown>[]> {
    const byKey = new Map<string, Arrived<unknown>>();
    // A relay that died may have repeated an older one behind it.
    for (const event of events) if ((byKey.get(event.key)?.sequence ?? 0n) < event.sequence) byKey.set(event.key, event);
    const { rows } = await tx.sql.query<{ key: string }>(
      `INSERT INTO projected (consumer, topic, key, sequence)
       SELECT $1, $2, key, sequence FROM unnest($3::text[], $4::bigint[]) AS newest (key, sequence) ORDER BY key COLLATE "C"
       ON CONFLICT (consumer, topic, key) DO UPDATE SET sequence = excluded.sequence WHERE projected.sequence < excluded.sequence
       RETURNING key`,
      [name, contract.topic, [...byKey.keys()], [...byKey.values()].map(({ sequence }) => String(sequence))],
    );
    // In one order for all who write several rows.
    return rows.map(({ key }) => byKey.get(key)!).toSorted((a, b) => (a.key < b.key ? -1 : 1));
  }

  const snapshots: Snapshots<Tx> = {
    async keepNewest(tx, events) {
      const fresh = await newest(tx, events);
      for (const { key, data } of fresh) if (data === null) await erase(tx, key);
      // The contract has parsed the data before it gets here.
      const living = fresh.filter(({ data }) => data !== null) as Arrived<Data>[];
      if (living.length > 0) await put(tx, living);
      return new Set(fresh);
    },
  };
  const reaction = on<Data, Tx>(contract, async (tx, event) => {
    if ((await snapshots.keepNewest(tx, [event])).size === 0) return 'stale';
  });
  return { ...reaction, readModel: { name, tables, alsoWrites }, snapshots };
}
