import { EntitySchema, In, type EntityManager } from 'typeorm';
import type { IdPage } from '../id-page.ts';
import { refuseStale } from '../stale-write.ts';
import type { Application, Applications } from './application.ts';

export const ApplicationTable = new EntitySchema<Application>({
  name: 'application',
  columns: {
    applicationId: { type: 'uuid', name: 'application_id', primary: true },
    contributorId: { type: 'uuid', name: 'contributor_id' },
    companyId: { type: 'uuid', name: 'company_id' },
    opportunityId: { type: 'uuid', name: 'opportunity_id' },
    revision: { type: 'int' },
    state: { type: 'text' },
    note: { type: 'text', nullable: true },
    decisionId: { type: 'uuid', name: 'decision_id' },
    reasonCodes: { type: 'text', name: 'reason_codes', array: true },
    feedback: { type: 'text', nullable: true },
    submittedAt: { type: 'timestamptz', name: 'submitted_at' },
    version: { type: 'int' },
  },
});

export function applicationStore(manager: EntityManager): Applications {
  const table = manager.getRepository(ApplicationTable);

  const list = (owner: 'contributor_id' | 'opportunity_id', owners: readonly string[], { first, after }: IdPage) =>
    table
      .createQueryBuilder('a')
      .where(
        `a.application_id IN (
          SELECT page.application_id FROM unnest(:owners::uuid[]) AS owner CROSS JOIN LATERAL (
            SELECT application_id FROM application
            WHERE ${owner} = owner AND (:after::uuid IS NULL OR application_id < :after)
            ORDER BY application_id DESC LIMIT :limit) AS page)`,
        { owners, after, limit: first + 1 },
      )
      .orderBy('a.applicationId', 'DESC')
      .getMany();

  return {
    find: (applicationId) => table.findOneBy({ applicationId }),
    findMany: (ids) => table.findBy({ applicationId: In([...ids]) }),
    lock: (applicationId) => table.findOne({ where: { applicationId }, lock: { mode: 'pessimistic_write' } }),
    getCurrent: (opportunityId, contributorId) =>
      table
        .createQueryBuilder('a')
        .where(`a.opportunity_id = :opportunityId AND a.contributor_id = :contributorId AND a.state NOT IN ('WITHDRAWN', 'LAPSED')`, {
          opportunityId,
          contributorId,
        })
        .getOneOrFail(),
    addIfNone: async (application) => {
      const added = await table.createQueryBuilder().insert().values(application).orIgnore().returning('application_id').execute();
      return (added.raw as unknown[]).length === 1;
    },
    update: async ({ applicationId, state, reasonCodes, feedback, version }, expected) =>
      refuseStale(
        await table.update({ applicationId, version: expected }, { state, reasonCodes: [...reasonCodes], feedback, version }),
        'application',
      ),
    listOfContributor: (contributorId, page) => list('contributor_id', [contributorId], page),
    listOfOpportunities: (opportunityIds, page) => list('opportunity_id', opportunityIds, page),
    countOpen: async (opportunityIds) => {
      const rows: { opportunity_id: string; open: number }[] = await manager.query(
        `SELECT opportunity_id, count(*)::int AS open FROM application
         WHERE opportunity_id = ANY ($1::uuid[]) AND state IN ('SUBMITTED', 'SHORTLISTED', 'OFFERED') GROUP BY opportunity_id`,
        [opportunityIds],
      );
      return new Map(rows.map((row) => [row.opportunity_id, row.open]));
    },
  };
}
