import { EntitySchema, type EntityManager } from 'typeorm';
import type { Companies, Company, Membership } from './company.ts';

export const CompanyTable = new EntitySchema<Company>({
  name: 'company',
  columns: {
    companyId: { type: 'uuid', primary: true, name: 'company_id' },
    name: { type: 'text' },
    registeredBy: { type: 'uuid', name: 'registered_by' },
    registeredAt: { type: 'timestamptz', name: 'registered_at' },
  },
});

export const MembershipTable = new EntitySchema<Membership>({
  name: 'company_membership',
  columns: {
    companyId: { type: 'uuid', primary: true, name: 'company_id' },
    subjectRef: { type: 'uuid', primary: true, name: 'subject_ref' },
    role: { type: 'text' },
    since: { type: 'timestamptz' },
  },
});

/** Companies and their members in PostgreSQL. */
export function companyStore(manager: EntityManager): Companies {
  const companies = manager.getRepository(CompanyTable);
  const memberships = manager.getRepository(MembershipTable);
  return {
    async add(company, owner) {
      await companies.insert(company);
      await memberships.insert(owner);
    },
    find: (companyId) => companies.findOneBy({ companyId }),
    membershipsOf: (subjectRef) => memberships.find({ where: { subjectRef }, order: { since: 'ASC', companyId: 'ASC' } }),
    lockMembers: (companyId) => memberships.find({ where: { companyId }, lock: { mode: 'pessimistic_write' } }),
    removeMember: async (companyId, subjectRef) => void (await memberships.delete({ companyId, subjectRef })),
  };
}
