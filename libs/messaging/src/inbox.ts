import type { Sql } from '@crossing/kernel';

const PRUNE_ROWS = 10_000;

/** Claims the events for the group, in this transaction; answers those that nobody had claimed. Waits for whoever is at it. */
export async function claim(sql: Sql, group: string, eventIds: readonly string[]): Promise<ReadonlySet<string>> {
  if (eventIds.length === 0) return new Set();
  const { rows } = await sql.query<{ event_id: string }>(
    `INSERT INTO inbox (consumer, event_id, at) SELECT $1, event_id, $3 FROM unnest($2::uuid[]) AS claimed (event_id)
     ON CONFLICT DO NOTHING RETURNING event_id`,
    [group, eventIds, new Date()],
  );
  return new Set(rows.map(({ event_id }) => event_id));
}

/** Forgets claims that are older than any repeat can be. */
export async function pruneInbox(sql: Sql, group: string, before: Date): Promise<void> {
  await sql.query(
    `DELETE FROM inbox WHERE (consumer, event_id) IN (SELECT consumer, event_id FROM inbox WHERE consumer = $1 AND at < $2 LIMIT ${PRUNE_ROWS})`,
    [group, before],
  );
}
