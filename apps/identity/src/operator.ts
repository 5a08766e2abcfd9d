// The operator's commands, on the database itself (decisions D28); `npm run staff` runs it in development.
//   grant <e-mail> <staff role>
//   status <e-mail> <account status>
//   remove <e-mail> <company id>
import { randomUUID, randomUUIDv7 } from 'node:crypto';
import { openDatabase } from '@crossing/runtime';
import { unitOfWork } from '@crossing/service';
import type { StaffRole, System } from '@crossing/subgraph';
import type { AccountStatus } from './account/account.ts';
import { changeAccountStatus } from './account/change-account-status.ts';
import { grantStaffRole } from './account/grant-staff-role.ts';
import { removeMemberByOperator } from './company/remove-member-by-operator.ts';
import { readOperatorConfig } from './config.ts';
import { entities, stores } from './unit-of-work.ts';

const ROLES: readonly StaffRole[] = ['TRUST_REVIEWER', 'APPEALS_OFFICER', 'ASSESSOR', 'ANALYST', 'ADMIN'];
const STATUSES: readonly AccountStatus[] = ['ACTIVE', 'RESTRICTED', 'SUSPENDED', 'TERMINATED'];
const USAGE = `grant <e-mail> <${ROLES.join('|')}>\nstatus <e-mail> <${STATUSES.join('|')}>\nremove <e-mail> <company id>`;

/** What to tell the operator, and whether it was done. */
interface Outcome {
  readonly done: boolean;
  readonly text: string;
}
const done = (text: string): Outcome => ({ done: true, text });
const refused = (text: string): Outcome => ({ done: false, text });

const [command, email, what] = process.argv.slice(2);
const { done: ok, text } = email && what ? await run(command, email, what) : refused(USAGE);
(ok ? console.log : console.error)(text);
process.exitCode = ok ? 0 : 1;

async function run(name: string | undefined, address: string, argument: string): Promise<Outcome> {
  const { DATABASE_URL: url, DATABASE_ROLE_SECRET: secret } = readOperatorConfig();
  const database = await openDatabase({ url, service: 'identity', secret, entities, poolSize: 2 });
  try {
    const clock = () => new Date(Date.now());
    const uow = unitOfWork({ service: 'identity', database, clock, newId: () => randomUUIDv7(), stores, committed: () => {} });
    const deps = { transact: uow.transact, clock };
    const operator: System = { kind: 'system', name: 'operator', correlationId: randomUUID() };
    if (name === 'grant') return await grant(deps, operator, address, argument);
    if (name === 'status') return await setStatus(deps, operator, address, argument);
    if (name === 'remove') return await remove(deps, operator, address, argument);
    return refused(USAGE);
  } finally {
    await database.close();
  }
}

type Deps = Parameters<typeof grantStaffRole>[0];

async function grant(deps: Deps, operator: System, address: string, argument: string): Promise<Outcome> {
  const role = ROLES.find((option) => option === argument);
  if (!role) return refused(`${argument} is none of ${ROLES.join(', ')}.`);
  const granted = await grantStaffRole(deps)(operator, { email: address, role });
  return granted
    ? done(`${address} is ${role} now; it counts from the next request.`)
    : refused(`No account has the address ${address}: the person registers first.`);
}

async function setStatus(deps: Deps, operator: System, address: string, argument: string): Promise<Outcome> {
  const status = STATUSES.find((option) => option === argument);
  if (!status) return refused(`${argument} is none of ${STATUSES.join(', ')}.`);
  const result = await changeAccountStatus(deps)(operator, { email: address, status });
  if (result.kind === 'NoAccount') return refused(`No account has the address ${address}.`);
  if (result.kind === 'WrongState') return refused(`${address} is ${result.state}; ${status} does not follow from that.`);
  return done(`${address} is ${status} now; it holds from the next request.`);
}

async function remove(deps: Deps, operator: System, address: string, companyId: string): Promise<Outcome> {
  const result = await removeMemberByOperator(deps)(operator, { companyId, email: address });
  if (result === 'removed') return done(`${address} is no member any more; it holds from the next request.`);
  return refused(
    result === 'last-owner' ? `${address} is the last owner: a company keeps one.` : `${address} is no member of that company.`,
  );
}
