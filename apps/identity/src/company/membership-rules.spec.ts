import { randomUUID } from 'node:crypto';
import type { CompanyRole } from '@crossing/subgraph';
import { anonymous, aPerson, aSystem } from '@crossing/testkit';
import { can, requireMembership, type MembershipAction } from './membership-rules.ts';

const ACTIONS: readonly MembershipAction[] = [
  'LIST_MEMBERS',
  'LIST_INVITATIONS',
  'INVITE',
  'REVOKE_INVITATION',
  'CHANGE_ROLE',
  'REMOVE_MEMBER',
  'LEAVE',
];
const MAY: Readonly<Record<CompanyRole, readonly MembershipAction[]>> = {
  OWNER: ACTIONS,
  RECRUITER: ['LIST_MEMBERS', 'LEAVE'],
  FINANCE: ['LIST_MEMBERS', 'LEAVE'],
  VIEWER: ['LIST_MEMBERS', 'LEAVE'],
};
const companyId = randomUUID();
const inRole = (role: CompanyRole, company = companyId) => aPerson({ companies: [{ id: company, role }] });
const rows = (Object.keys(MAY) as CompanyRole[]).flatMap((role) =>
  ACTIONS.map((action) => ({ role, action, may: MAY[role].includes(action) })),
);

describe('can, about who is in a company', () => {
  it.each(rows)('$role, $action: $may', ({ role, action, may }) => {
    expect(can(inRole(role), action, { companyId })).toBe(may);
  });

  it.each(ACTIONS)('%s is nothing for outsiders, whoever they are', (action) => {
    for (const caller of [aPerson(), inRole('OWNER', randomUUID()), anonymous, aSystem()])
      expect(can(caller, action, { companyId })).toBe(false);
  });

  it('believes the locked members rather than the caller token', () => {
    const removed = inRole('OWNER');
    const demoted = inRole('OWNER');
    const members = [{ membershipId: randomUUID(), companyId, subjectRef: demoted.subject, role: 'VIEWER' as const, since: new Date(0) }];

    expect(can(removed, 'LEAVE', { companyId, members })).toBe(false);
    expect([can(demoted, 'INVITE', { companyId, members }), can(demoted, 'LEAVE', { companyId, members })]).toEqual([false, true]);
  });

  it('refuses an outsider as if nothing were there, and a member by naming the roles', () => {
    expect(() => requireMembership(aPerson(), 'INVITE', { companyId })).toThrow(expect.objectContaining({ code: 'NOT_FOUND' }));
    expect(() => requireMembership(inRole('VIEWER'), 'INVITE', { companyId })).toThrow(expect.objectContaining({ code: 'FORBIDDEN' }));
    expect(() => requireMembership(anonymous, 'INVITE', { companyId })).toThrow(expect.objectContaining({ code: 'UNAUTHENTICATED' }));
  });
});
