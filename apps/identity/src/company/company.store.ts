import { sqlOf } from '@crossing/runtime';
import { EntitySchema, type EntityManager } from 'typeorm';
import type { Companies, Company, Member, Membership } from './company.ts';

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
    membershipId: { type: 'uuid', name: 'membership_id' },
    companyId: { type: 'uuid', primary: true, name: 'company_id' },
    subjectRef: { type: 'uuid', primary: true, name: 'subject_ref' },
    role: { type: 'text' },
    since: { type: 'timestamptz' },
  },
});

const MEMBERS = `SELECT m.membership_id AS "membershipId", m.company_id AS "companyId", m.subject_ref AS "subjectRef", m.role, m.since, a.email
  FROM company_membership m LEFT JOIN account a USING (subject_ref)
  WHERE m.company_id = $1 AND ($2::timestamptz IS NULL OR (m.since, m.membership_id) > ($2, $3::uuid))
  ORDER BY m.since, m.membership_id LIMIT $4`;
const ADD_MEMBER = `INSERT INTO company_membership (membership_id, company_id, subject_ref, role, since) VALUES ($1, $2, $3, $4, $5)
  ON CONFLICT (company_id, subject_ref) DO NOTHING`;

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
    listMembers: async (companyId, { first, after }) =>
      (await sqlOf(manager).query<Member>(MEMBERS, [companyId, after?.[0] ?? null, after?.[1] ?? null, first + 1])).rows,
    findMembership: (membershipId) => memberships.findOneBy({ membershipId }),
    // In one order for everybody: two who lock the members of one company wait for each other, never crosswise.
    lockMembers: (companyId) =>
      memberships.find({ where: { companyId }, order: { subjectRef: 'ASC' }, lock: { mode: 'pessimistic_write' } }),
    async addMember({ membershipId, companyId, subjectRef, role, since }) {
      return (await sqlOf(manager).query(ADD_MEMBER, [membershipId, companyId, subjectRef, role, since])).rowCount === 1;
    },
    changeRole: async (membershipId, role) => void (await memberships.update({ membershipId }, { role })),
    removeMember: async (companyId, subjectRef) => void (await memberships.delete({ companyId, subjectRef })),
  };
}
