import type { CompanyRole, Person } from '@crossing/subgraph';
import { aPerson } from '@crossing/testkit';
import { companyUseCases } from './company/company.use-cases.ts';
import type { InviteMemberSuccess } from './invitation/invite-member.ts';
import { invitationQuota } from './invitation/invitation-quota.store.ts';
import { invitationUseCases } from './invitation/invitation.use-cases.ts';
import type { IdentityOnDatabase } from './spec-identity.ts';

/** For specs: companies and invitations on identity's database. */
export function companiesOn(world: IdentityOnDatabase, limits = { perCompanyAndHour: 50, perAddressAndHour: 3 }) {
  const { deps, test, time } = world;
  const companies = companyUseCases(deps);
  const invitations = invitationUseCases({ ...deps, machineClock: time.clock, quota: invitationQuota(test.database.worker, limits) });
  /** A person with an account, and what the caller token says of their companies. */
  const person = async (email: string, ...memberships: readonly (readonly [string, CompanyRole])[]): Promise<Person> => {
    const account = (await world.uow.transact({ kind: 'system', name: 'spec', correlationId: 'spec' }, (tx) =>
      tx.accounts.lockByEmail(email),
    ))!;
    return aPerson({ subject: account.subjectRef, companies: memberships.map(([id, role]) => ({ id, role })) });
  };
  /** A company, its owner as the next request knows them. */
  const founded = async (email: string) => {
    await world.confirmedAccount(email);
    const { companyId } = (await companies.registerCompany(await person(email), { name: 'Lantern Labs' })) as { companyId: string };
    return { companyId, owner: await person(email, [companyId, 'OWNER']) };
  };
  const invite = async (owner: Person, companyId: string, email: string, role: CompanyRole = 'RECRUITER') =>
    ((await invitations.inviteMember(owner, { companyId, email, role })) as InviteMemberSuccess).invitation;
  /** Invited and in. */
  const joined = async (owner: Person, companyId: string, email: string, role: CompanyRole): Promise<Person> => {
    await world.confirmedAccount(email);
    await invite(owner, companyId, email, role);
    await invitations.acceptInvitation(await person(email), { token: await world.tokenTo(email) });
    return person(email, [companyId, role]);
  };
  const membershipOf = async (companyId: string, { subject }: Person) => {
    const [row] = await test.query<{ membership_id: string; role: CompanyRole }>(
      'SELECT membership_id, role FROM identity.company_membership WHERE company_id = $1 AND subject_ref = $2',
      [companyId, subject],
    );
    return row ? { membershipId: row.membership_id, role: row.role } : null;
  };
  return { ...companies, ...invitations, person, founded, invite, joined, membershipOf };
}
