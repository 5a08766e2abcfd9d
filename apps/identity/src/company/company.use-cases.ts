import { changeMemberRole } from './change-member-role.ts';
import { leaveCompany } from './leave-company.ts';
import { listMembers } from './list-members.ts';
import { registerCompany } from './register-company.ts';
import { removeMember } from './remove-member.ts';

type Deps = Parameters<typeof registerCompany>[0] & Parameters<typeof listMembers>[0];

/** Everything that can be done with a company and who is in it. */
export const companyUseCases = (deps: Deps) => ({
  registerCompany: registerCompany(deps),
  listMembers: listMembers(deps),
  changeMemberRole: changeMemberRole(deps),
  removeMember: removeMember(deps),
  leaveCompany: leaveCompany(deps),
});
