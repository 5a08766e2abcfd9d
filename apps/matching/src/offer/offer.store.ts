import { EntitySchema, In, type EntityManager } from 'typeorm';
import { moneyColumns } from '../money-columns.ts';
import { refuseStale } from '../stale-write.ts';
import type { Offer, Offers } from './offer.ts';

export const OfferTable = new EntitySchema<Offer>({
  name: 'offer',
  columns: {
    offerId: { type: 'uuid', name: 'offer_id', primary: true },
    applicationId: { type: 'uuid', name: 'application_id' },
    contributorId: { type: 'uuid', name: 'contributor_id' },
    companyId: { type: 'uuid', name: 'company_id' },
    opportunityId: { type: 'uuid', name: 'opportunity_id' },
    revision: { type: 'int' },
    state: { type: 'text' },
    title: { type: 'text' },
    workType: { type: 'text', name: 'work_type' },
    domain: { type: 'text' },
    tier: { type: 'int' },
    payModel: { type: 'text', name: 'pay_model' },
    estimatedMinutesPerUnit: { type: 'int', name: 'estimated_minutes_per_unit', nullable: true },
    weeklyHoursCap: { type: 'int', name: 'weekly_hours_cap' },
    startsOn: { type: 'date', name: 'starts_on' },
    endsOn: { type: 'date', name: 'ends_on', nullable: true },
    noticeDays: { type: 'int', name: 'notice_days' },
    paymentTermsDays: { type: 'int', name: 'payment_terms_days' },
    termsHash: { type: 'text', name: 'terms_hash' },
    validUntil: { type: 'timestamptz', name: 'valid_until' },
    rescindReason: { type: 'text', name: 'rescind_reason', nullable: true },
    issuedAt: { type: 'timestamptz', name: 'issued_at' },
    version: { type: 'int' },
  },
  embeddeds: { pay: moneyColumns('offer', 'pay') },
});

export function offerStore(manager: EntityManager): Offers {
  const table = manager.getRepository(OfferTable);
  return {
    find: (offerId) => table.findOneBy({ offerId }),
    findMany: (ids) => table.findBy({ offerId: In([...ids]) }),
    lock: (offerId) => table.findOne({ where: { offerId }, lock: { mode: 'pessimistic_write' } }),
    lockOpenOf: (applicationId) => table.findOne({ where: { applicationId, state: 'ISSUED' }, lock: { mode: 'pessimistic_write' } }),
    newestOf: (applicationIds) =>
      table
        .createQueryBuilder('o')
        .distinctOn(['o.application_id'])
        .where('o.application_id = ANY (:applicationIds)', { applicationIds })
        .orderBy('o.application_id')
        .addOrderBy('o.offer_id', 'DESC')
        .getMany(),
    add: async (offer) => void (await table.insert(offer)),
    update: async ({ offerId, state, rescindReason, version }, expected) =>
      refuseStale(await table.update({ offerId, version: expected }, { state, rescindReason, version }), 'offer'),
  };
}
