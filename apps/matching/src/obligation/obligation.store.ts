import { EntitySchema, In, type EntityManager } from 'typeorm';
import { moneyColumns } from '../money-columns.ts';
import { refuseStale } from '../stale-write.ts';
import type { Obligation, Obligations } from './obligation.ts';

export const ObligationTable = new EntitySchema<Obligation>({
  name: 'obligation',
  columns: {
    obligationId: { type: 'uuid', name: 'obligation_id', primary: true },
    workRecordId: { type: 'uuid', name: 'work_record_id' },
    engagementId: { type: 'uuid', name: 'engagement_id' },
    contributorId: { type: 'uuid', name: 'contributor_id' },
    companyId: { type: 'uuid', name: 'company_id' },
    accruedAt: { type: 'timestamptz', name: 'accrued_at' },
    dueAt: { type: 'timestamptz', name: 'due_at' },
    state: { type: 'text' },
    version: { type: 'int' },
  },
  embeddeds: { amount: moneyColumns('obligation', 'amount') },
});

export function obligationStore(manager: EntityManager): Obligations {
  const table = manager.getRepository(ObligationTable);
  return {
    ofWorkRecords: (ids) => table.findBy({ workRecordId: In([...ids]) }),
    lock: (obligationId) => table.findOne({ where: { obligationId }, lock: { mode: 'pessimistic_write' } }),
    add: async (obligation) => void (await table.insert(obligation)),
    update: async ({ obligationId, state, version }, expected) =>
      refuseStale(await table.update({ obligationId, version: expected }, { state, version }), 'obligation'),
  };
}
