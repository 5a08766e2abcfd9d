import type { EntityManager } from 'typeorm';
import type { WorkPreferences, WorkPreferencesStore } from './work-preferences.ts';

interface Row {
  readonly contributor_id: string;
  readonly hours_min: number;
  readonly hours_max: number;
  readonly min_hourly_minor: bigint | null;
  readonly min_hourly_currency: string | null;
  readonly version: number;
}

const COLUMNS = 'contributor_id, hours_min, hours_max, min_hourly_minor, min_hourly_currency, version';

export const workPreferencesStore = (manager: EntityManager): WorkPreferencesStore => {
  const select = async (rest: string, values: readonly unknown[] = []) => {
    const rows: Row[] = await manager.query(`SELECT ${COLUMNS} FROM work_preferences ${rest}`, [...values]);
    return rows.map(preferences);
  };
  return {
    find: async (contributorId) => (await select('WHERE contributor_id = $1', [contributorId]))[0] ?? null,
    lock: async (contributorId) => (await select('WHERE contributor_id = $1 FOR UPDATE', [contributorId]))[0] ?? null,
    findMany: (contributorIds) => select('WHERE contributor_id = ANY ($1::uuid[])', [contributorIds]),
    put: async ({ contributorId, hoursPerWeek, minHourly }) => {
      const rows: Row[] = await manager.query(
        `INSERT INTO work_preferences (contributor_id, hours_min, hours_max, min_hourly_minor, min_hourly_currency)
         VALUES ($1, $2, $3, $4, $5)
         ON CONFLICT (contributor_id) DO UPDATE SET (hours_min, hours_max, min_hourly_minor, min_hourly_currency, version) =
           (EXCLUDED.hours_min, EXCLUDED.hours_max, EXCLUDED.min_hourly_minor, EXCLUDED.min_hourly_currency, work_preferences.version + 1)
         RETURNING ${COLUMNS}`,
        [contributorId, hoursPerWeek.min, hoursPerWeek.max, minHourly?.amountMinor ?? null, minHourly?.currency ?? null],
      );
      return preferences(rows[0]!);
    },
  };
};

const preferences = (row: Row): WorkPreferences => ({
  contributorId: row.contributor_id,
  version: row.version,
  hoursPerWeek: { min: row.hours_min, max: row.hours_max },
  minHourly: row.min_hourly_minor === null ? null : { amountMinor: row.min_hourly_minor, currency: row.min_hourly_currency! },
});
