import { EntitySchema, In, type EntityManager } from 'typeorm';
import { NEWCOMER, type Evidence } from '../eligibility/candidate-score.ts';
import { refuseStale } from '../stale-write.ts';
import type { WorkRecord, WorkRecords, WorkTotals } from './work-record.ts';

export const WorkRecordTable = new EntitySchema<WorkRecord>({
  name: 'work_record',
  columns: {
    workRecordId: { type: 'uuid', name: 'work_record_id', primary: true },
    engagementId: { type: 'uuid', name: 'engagement_id' },
    contributorId: { type: 'uuid', name: 'contributor_id' },
    companyId: { type: 'uuid', name: 'company_id' },
    kind: { type: 'text' },
    quantity: { type: 'int' },
    from: { type: 'timestamptz', name: 'from_at' },
    to: { type: 'timestamptz', name: 'to_at' },
    note: { type: 'text', nullable: true },
    state: { type: 'text' },
    submittedAt: { type: 'timestamptz', name: 'submitted_at' },
    autoAcceptsAt: { type: 'timestamptz', name: 'auto_accepts_at' },
    queryNote: { type: 'text', name: 'query_note', nullable: true },
    rejectionReason: { type: 'text', name: 'rejection_reason', nullable: true },
    rejectionEvidence: { type: 'text', name: 'rejection_evidence', nullable: true },
    version: { type: 'int' },
  },
});

// A unit is a piece; work by time counts as one unit a record.
const UNITS = `CASE WHEN kind = 'UNIT' THEN quantity ELSE 1 END`;
// A sum may exceed an int4 only by nonsense; it is capped rather than failing the statement.
const total = (expression: string, filter = 'true') =>
  `least(coalesce(sum((${expression})::int8) FILTER (WHERE ${filter}), 0), 2147483647)::int`;
const ACCEPTED = `state IN ('ACCEPTED', 'AUTO_ACCEPTED')`;

export function workRecordStore(manager: EntityManager): WorkRecords {
  const table = manager.getRepository(WorkRecordTable);
  async function reliabilityOfMany(contributorIds: readonly string[]): Promise<ReadonlyMap<string, Evidence>> {
    const rows: (Evidence & { readonly contributor_id: string })[] = await manager.query(
      `SELECT contributor_id, ${total(UNITS, ACCEPTED)} AS "unitsAccepted",
         ${total(UNITS, `state NOT IN ('SUBMITTED', 'QUERIED')`)} AS "unitsDecided"
       FROM work_record WHERE contributor_id = ANY ($1::uuid[]) GROUP BY contributor_id`,
      [contributorIds],
    );
    return new Map(rows.map(({ contributor_id, ...units }) => [contributor_id, units]));
  }
  return {
    find: (workRecordId) => table.findOneBy({ workRecordId }),
    findMany: (ids) => table.findBy({ workRecordId: In([...ids]) }),
    lock: (workRecordId) => table.findOne({ where: { workRecordId }, lock: { mode: 'pessimistic_write' } }),
    add: async (workRecord) => void (await table.insert(workRecord)),
    update: async ({ workRecordId, state, autoAcceptsAt, queryNote, rejectionReason, rejectionEvidence, version }, expected) =>
      refuseStale(
        await table.update(
          { workRecordId, version: expected },
          { state, autoAcceptsAt, queryNote, rejectionReason, rejectionEvidence, version },
        ),
        'work record',
      ),
    standing: (engagementId) =>
      table.createQueryBuilder('w').where(`w.engagement_id = :engagementId AND w.state <> 'REJECTED'`, { engagementId }).getMany(),
    listOfEngagements: (engagementIds, { first, after }) =>
      table
        .createQueryBuilder('w')
        .where(
          `w.work_record_id IN (
            SELECT page.work_record_id FROM unnest(:engagementIds::uuid[]) AS owner CROSS JOIN LATERAL (
              SELECT work_record_id FROM work_record
              WHERE engagement_id = owner AND (:after::uuid IS NULL OR work_record_id < :after)
              ORDER BY work_record_id DESC LIMIT :limit) AS page)`,
          { engagementIds, after, limit: first + 1 },
        )
        .orderBy('w.workRecordId', 'DESC')
        .getMany(),
    totals: async (engagementId, minutesPerUnit) => {
      const rows: WorkTotals[] = await manager.query(
        `SELECT count(*) FILTER (WHERE state IN ('SUBMITTED', 'QUERIED'))::int AS undecided,
           ${total(UNITS, ACCEPTED)} AS "unitsAccepted",
           ${total(UNITS)} AS "unitsTotal",
           ${total(`CASE WHEN kind = 'UNIT' THEN quantity::int8 * $2::int ELSE quantity END`, ACCEPTED)} AS minutes
         FROM work_record WHERE engagement_id = $1`,
        [engagementId, minutesPerUnit],
      );
      return rows[0]!;
    },
    reliabilityOf: async (contributorId) => (await reliabilityOfMany([contributorId])).get(contributorId) ?? NEWCOMER,
    reliabilityOfMany,
  };
}
