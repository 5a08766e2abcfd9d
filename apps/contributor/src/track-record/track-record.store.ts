import { sqlOf } from '@crossing/runtime';
import { EntitySchema, type EntityManager } from 'typeorm';
import type { TrackRecord, TrackRecordEntry } from './track-record.ts';

export const TrackRecordTable = new EntitySchema<TrackRecordEntry>({
  name: 'track_record_entry',
  columns: {
    entryId: { type: 'uuid', primary: true, name: 'entry_id' },
    engagementId: { type: 'uuid', name: 'engagement_id' },
    contributorId: { type: 'uuid', name: 'contributor_id' },
    companyId: { type: 'uuid', name: 'company_id' },
    workType: { type: 'text', name: 'work_type' },
    domain: { type: 'text' },
    tier: { type: 'smallint' },
    unitsAccepted: { type: 'int', name: 'units_accepted' },
    unitsTotal: { type: 'int', name: 'units_total' },
    minutes: { type: 'int' },
    occurredOn: { type: 'date', name: 'occurred_on' },
  },
});

const COLUMNS = `entry_id AS "entryId", engagement_id AS "engagementId", contributor_id AS "contributorId", company_id AS "companyId",
  work_type AS "workType", domain, tier, units_accepted AS "unitsAccepted", units_total AS "unitsTotal", minutes, occurred_on AS "occurredOn"`;

/** Track records in PostgreSQL, read through the view that knows who may see whose. */
export function trackRecordStore(manager: EntityManager): TrackRecord {
  return {
    async addIfNone(entry) {
      const { raw } = (await manager
        .getRepository(TrackRecordTable)
        .createQueryBuilder()
        .insert()
        .values(entry)
        .orIgnore()
        .returning('entry_id')
        .execute()) as { raw: unknown[] };
      return raw.length === 1;
    },
    async listMany(contributorIds, { first, after }, now) {
      const { rows } = await sqlOf(manager).query<TrackRecordEntry>(
        `SELECT ${COLUMNS} FROM (
           SELECT *, row_number() OVER (PARTITION BY contributor_id ORDER BY occurred_on DESC, entry_id DESC) AS n
           FROM contributor_track_record WHERE contributor_id = ANY ($1::uuid[]) AND valid_until > $2
             AND ($3::date IS NULL OR (occurred_on, entry_id) < ($3::date, $4::uuid))
         ) newest WHERE n <= $5 ORDER BY contributor_id, n`,
        [contributorIds, now, after?.[0] ?? null, after?.[1] ?? null, first + 1],
      );
      return rows;
    },
    async findMany(entryIds, now) {
      const { rows } = await sqlOf(manager).query<TrackRecordEntry>(
        `SELECT ${COLUMNS} FROM contributor_track_record WHERE entry_id = ANY ($1::uuid[]) AND valid_until > $2`,
        [entryIds, now],
      );
      return rows;
    },
  };
}
