import { EntitySchema, In, type EntityManager } from 'typeorm';
import type { Revision, Revisions } from './revision.ts';
import { termsFromJson, termsToJson } from './terms-json.ts';

export const RevisionTable = new EntitySchema<Revision>({
  name: 'opportunity_revision',
  tableName: 'opportunity_revision',
  columns: {
    opportunityId: { name: 'opportunity_id', type: 'uuid', primary: true },
    revision: { type: 'int4', primary: true },
    companyId: { name: 'company_id', type: 'uuid' },
    state: { type: 'text' },
    terms: { type: 'jsonb', transformer: { to: termsToJson, from: termsFromJson } },
    payMinHourly: { name: 'pay_min_hourly', type: 'int8', nullable: true },
    floorMinor: { name: 'floor_minor', type: 'int8' },
    floorPolicy: { name: 'floor_policy', type: 'text' },
    payMaxUsdCents: { name: 'pay_max_usd_cents', type: 'int8', nullable: true },
    secondReviewBecause: { name: 'second_review_because', type: 'text', array: true },
    submittedAt: { name: 'submitted_at', type: 'timestamptz', nullable: true },
  },
});

/** Revisions on one transaction. */
export function revisionStore(manager: EntityManager): Revisions {
  return {
    find: (opportunityId, revision) => manager.findOneBy(RevisionTable, { opportunityId, revision }),
    newest: (opportunityId) => manager.findOne(RevisionTable, { where: { opportunityId }, order: { revision: 'DESC' } }),
    async add(revision) {
      await manager.insert(RevisionTable, revision);
    },
    redraft: (revision) => updateDraft(manager, revision),
    fix: (revision) => updateDraft(manager, revision),
    async setState({ opportunityId, revision, state: from }, state) {
      const { affected } = await manager.update(RevisionTable, { opportunityId, revision, state: from }, { state });
      if (affected !== 1) throw new Error(`Revision ${revision} of ${opportunityId} was not ${from}, though its opportunity was locked`);
    },
    published: (opportunityIds) => of(manager, opportunityIds, IS_PUBLISHED),
    newestOf: (opportunityIds) => of(manager, opportunityIds, IS_NEWEST),
  };
}

const IS_PUBLISHED = 'EXISTS (SELECT 1 FROM opportunity o WHERE o.opportunity_id = r.opportunity_id AND o.published_revision = r.revision)';
const IS_NEWEST =
  'NOT EXISTS (SELECT 1 FROM opportunity_revision later WHERE later.opportunity_id = r.opportunity_id AND later.revision > r.revision)';

const of = (manager: EntityManager, opportunityIds: readonly string[], which: string): Promise<Revision[]> =>
  manager
    .createQueryBuilder(RevisionTable, 'r')
    .where({ opportunityId: In([...opportunityIds]) })
    .andWhere(which)
    .getMany();

async function updateDraft(manager: EntityManager, { opportunityId, revision, ...changed }: Revision): Promise<void> {
  const { affected } = await manager.update(RevisionTable, { opportunityId, revision, state: 'DRAFT' }, changed);
  if (affected !== 1) throw new Error(`Revision ${revision} of ${opportunityId} was no draft, though its opportunity was locked`);
}
