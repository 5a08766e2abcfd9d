import { EntitySchema, In, type EntityManager } from 'typeorm';
import { refuseStale } from '../stale-write.ts';
import { RUNNING, type Engagement, type Engagements } from './engagement.ts';

export const EngagementTable = new EntitySchema<Engagement>({
  name: 'engagement',
  columns: {
    engagementId: { type: 'uuid', name: 'engagement_id', primary: true },
    offerId: { type: 'uuid', name: 'offer_id' },
    contributorId: { type: 'uuid', name: 'contributor_id' },
    companyId: { type: 'uuid', name: 'company_id' },
    opportunityId: { type: 'uuid', name: 'opportunity_id' },
    state: { type: 'text' },
    weeklyHoursCap: { type: 'int', name: 'weekly_hours_cap' },
    startsOn: { type: 'date', name: 'starts_on' },
    startedAt: { type: 'timestamptz', name: 'started_at', nullable: true },
    endedAt: { type: 'timestamptz', name: 'ended_at', nullable: true },
    endedBy: { type: 'text', name: 'ended_by', nullable: true },
    endReason: { type: 'text', name: 'end_reason', nullable: true },
    version: { type: 'int' },
  },
});

export function engagementStore(manager: EntityManager): Engagements {
  const table = manager.getRepository(EngagementTable);
  return {
    find: (engagementId) => table.findOneBy({ engagementId }),
    findMany: (ids) => table.findBy({ engagementId: In([...ids]) }),
    lock: (engagementId) => table.findOne({ where: { engagementId }, lock: { mode: 'pessimistic_write' } }),
    ofOffers: (offerIds) => table.findBy({ offerId: In([...offerIds]) }),
    promisedHours: async (contributorId) => {
      const rows: { hours: number }[] = await manager.query(
        'SELECT coalesce(sum(weekly_hours_cap), 0)::int AS hours FROM engagement WHERE contributor_id = $1 AND state = ANY ($2)',
        [contributorId, RUNNING],
      );
      return rows[0]!.hours;
    },
    add: async (engagement) => void (await table.insert(engagement)),
    update: async ({ engagementId, state, startedAt, endedAt, endedBy, endReason, version }, expected) =>
      refuseStale(
        await table.update({ engagementId, version: expected }, { state, startedAt, endedAt, endedBy, endReason, version }),
        'engagement',
      ),
    listOfContributor: (contributorId, { first, after }) => {
      const query = table.createQueryBuilder('e').where('e.contributor_id = :contributorId', { contributorId });
      if (after !== null) query.andWhere('e.engagement_id < :after', { after });
      return query
        .orderBy('e.engagementId', 'DESC')
        .limit(first + 1)
        .getMany();
    },
  };
}
