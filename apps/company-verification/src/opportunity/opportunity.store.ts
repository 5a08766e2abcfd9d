import { constraintOf, sqlOf } from '@crossing/runtime';
import { EntitySchema, type EntityManager } from 'typeorm';
import { CompanyRefused, RevisionRefused, type EverPublished, type Opportunities, type Opportunity } from './opportunity.ts';

export const OpportunityTable = new EntitySchema<Opportunity>({
  name: 'opportunity',
  tableName: 'opportunity',
  columns: {
    opportunityId: { name: 'opportunity_id', type: 'uuid', primary: true },
    companyId: { name: 'company_id', type: 'uuid' },
    version: { type: 'int4' },
    publication: { type: 'text' },
    publishedRevision: { name: 'published_revision', type: 'int4', nullable: true },
    publishedAt: { name: 'published_at', type: 'timestamptz', nullable: true },
    heldBecause: { name: 'held_because', type: 'text', nullable: true },
    createdAt: { name: 'created_at', type: 'timestamptz' },
  },
});

const RETURNING = `
  RETURNING opportunity_id AS "opportunityId", company_id AS "companyId", version, publication, published_revision AS "publishedRevision",
            published_at AS "publishedAt", held_because AS "heldBecause", created_at AS "createdAt"`;

const HOLD = `
  UPDATE opportunity SET publication = 'HELD', held_because = $2, version = version + 1
  WHERE company_id = $1 AND publication = 'PUBLISHED' ${RETURNING}`;

const RELEASE = `
  UPDATE opportunity SET publication = 'PUBLISHED', held_because = NULL, version = version + 1
  WHERE company_id = $1 AND publication = 'HELD' AND held_because = ANY ($2) ${RETURNING}`;

const TOUCH = `
  UPDATE opportunity SET version = version + 1 WHERE company_id = $1 AND publication IN ('PUBLISHED', 'PAUSED') ${RETURNING}`;

/** Opportunities on one transaction; the constraints of promises 2 and 3 are its last judge. */
export function opportunityStore(manager: EntityManager): Opportunities {
  const sql = sqlOf(manager);
  const many = async (text: string, ...values: unknown[]) => (await sql.query<EverPublished>(text, values)).rows;
  return {
    find: (opportunityId) => manager.findOneBy(OpportunityTable, { opportunityId }),
    lock: (opportunityId) => manager.findOne(OpportunityTable, { where: { opportunityId }, lock: { mode: 'pessimistic_write' } }),
    async add(opportunity) {
      await manager.insert(OpportunityTable, opportunity);
    },
    update: (opportunity) => keepingPromises(() => update(manager, opportunity)),
    holdPublished: (companyId, because) => many(HOLD, companyId, because),
    countHeld: (companyId, heldBecause) => manager.countBy(OpportunityTable, { companyId, publication: 'HELD', heldBecause }),
    release: (companyId, because) => many(RELEASE, companyId, because),
    touchOpen: (companyId) => many(TOUCH, companyId),
    wasEverPublishedBy: (companyId) =>
      manager
        .createQueryBuilder(OpportunityTable, 'o')
        .where('o.companyId = :companyId AND o.publishedAt IS NOT NULL', { companyId })
        .getExists(),
  };
}

async function update(manager: EntityManager, { opportunityId, ...opportunity }: Opportunity): Promise<void> {
  const { affected } = await manager.update(OpportunityTable, { opportunityId, version: opportunity.version - 1 }, opportunity);
  if (affected !== 1) throw new Error(`Opportunity ${opportunityId} was not at version ${opportunity.version - 1}, though it was locked`);
  // Now rather than at commit: whoever publishes waits here for a suspension that is under way, and hears of it in time.
  if (opportunity.publication === 'PUBLISHED') await sqlOf(manager).query('SET CONSTRAINTS i2_verified_company IMMEDIATE');
}

async function keepingPromises(work: () => Promise<void>): Promise<void> {
  try {
    await work();
  } catch (error) {
    const constraint = constraintOf(error);
    if (constraint === 'i1_approved_revision') throw new RevisionRefused(constraint, { cause: error });
    if (constraint === 'i2_verified_company') throw new CompanyRefused(constraint, { cause: error });
    throw error;
  }
}
