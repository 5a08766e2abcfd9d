import type { Sql } from '@crossing/kernel';
import type { RefusalCount } from '@crossing/runtime';
import type { Refusals } from './refusal.ts';

/** Refusals in the audit log, a batch in one statement. */
export const refusalStore = (sql: Sql): Refusals => ({
  async record({ counts, uncounted }, now) {
    const more: readonly RefusalCount[] =
      uncounted === 0
        ? []
        : [
            {
              actor: 'several',
              action: 'refusals.uncounted',
              aggregate: 'operation',
              aggregateId: 'several',
              reason: 'FLOOD',
              count: uncounted,
            },
          ];
    const all = [...counts, ...more];
    const column = (name: keyof RefusalCount): string[] => all.map((one) => String(one[name]));
    await sql.query(
      `INSERT INTO audit_entry (at, actor_ref, action, aggregate, aggregate_id, detail)
       SELECT $1, actor, action, aggregate, id, jsonb_build_object('reason', reason, 'count', count)
       FROM unnest($2::text[], $3::text[], $4::text[], $5::text[], $6::text[], $7::bigint[]) AS r (actor, action, aggregate, id, reason, count)`,
      [now, column('actor'), column('action'), column('aggregate'), column('aggregateId'), column('reason'), column('count')],
    );
  },
});
