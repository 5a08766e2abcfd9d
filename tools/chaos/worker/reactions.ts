import type { Cause, Sql } from '@crossing/kernel';
import { on, projection, type Reaction, type Transact } from '@crossing/messaging';
import { sqlOf, withPrincipal, type Database } from '@crossing/runtime';
import { CONTRACTS, groupsOf, otherThan, type Counted, type Service } from '../contracts.ts';
import { PLANS, type Sabotage } from '../sabotages.ts';

export interface Tx {
  readonly sql: Sql;
}

/** One of the groups by which a service reads what the other service wrote. */
export interface Reading {
  readonly group: string;
  readonly reactions: readonly Reaction<Tx>[];
}

/** The reaction to facts writes each down, the one to states keeps the newest; one guard may be missing. */
export function readingsOf(service: Service, sabotage: Sabotage | null): { readonly facts: Reading; readonly states: Reading } {
  const { facts, states } = CONTRACTS[otherThan(service)];
  const { reactions, projection: name } = groupsOf(service);
  const put = ({ sql }: Tx, snapshots: readonly Snapshot[]): Promise<void> => keepNewest(sql, states.topic, snapshots);
  return {
    facts: { group: reactions, reactions: [on(facts, ({ sql }: Tx, { data: { thingId, n } }) => writeDown(sql, facts.topic, thingId, n))] },
    states: {
      group: name,
      reactions: [
        sabotage === 'version-check'
          ? on(states, async (tx: Tx, { data }) => (data === null ? undefined : put(tx, [{ data }])))
          : projection(name, states, { tables: ['snapshot'], put, erase: async () => {} }),
      ],
    },
  };
}

async function writeDown(sql: Sql, topic: string, key: string, n: number): Promise<void> {
  const { rowCount } = await sql.query('SELECT FROM chaos.poison WHERE topic = $1 AND key = $2', [topic, key]);
  if (rowCount > 0) throw new Error('This thing is poisoned.');
  await sql.query('INSERT INTO chaos.effect (topic, key, n) VALUES ($1, $2, $3)', [topic, key, n]);
}

interface Snapshot {
  readonly data: Counted;
}

async function keepNewest(sql: Sql, topic: string, snapshots: readonly Snapshot[]): Promise<void> {
  await sql.query(
    `INSERT INTO chaos.snapshot (topic, key, version) SELECT $1, * FROM unnest($2::text[], $3::int[])
     ON CONFLICT (topic, key) DO UPDATE SET version = excluded.version`,
    [topic, snapshots.map(({ data }) => data.thingId), snapshots.map(({ data }) => data.n)],
  );
}

/** A transaction of the service; without the claim where the sabotage says so. */
export const transactOf =
  (database: Database, sabotage: Sabotage | null): Transact<Tx> =>
  (_cause: Cause, work) =>
    withPrincipal(database, { kind: 'system' }, (manager) => {
      const tx: Tx = { sql: sabotage ? unclaimed(sqlOf(manager), sabotage) : sqlOf(manager) };
      // Nothing is emitted here: whatever the cause, it is the same transaction.
      return work(tx, () => tx);
    });

/** Every claim of the groups in question is answered as if nobody had claimed before. */
function unclaimed(sql: Sql, sabotage: Sabotage): Sql {
  const { withoutClaim } = PLANS[sabotage];
  const isMeant = (group: string): boolean => withoutClaim === 'all' || (withoutClaim === 'projection' && group.endsWith('.projection'));
  return {
    async query<Row>(text: string, values: readonly unknown[] = []) {
      const answer = await sql.query<Row>(text, values);
      if (!text.startsWith('INSERT INTO inbox') || !isMeant(String(values[0]))) return answer;
      const ids = values[1] as readonly string[];
      return { rows: ids.map((event_id) => ({ event_id })) as Row[], rowCount: ids.length };
    },
  };
}
