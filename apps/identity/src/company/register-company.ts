import { CompanyRegistered, MembershipChanged } from '@crossing/contracts';
import type { Clock, NewId } from '@crossing/kernel';
import { once } from '@crossing/service';
import { InputCheck, Refusal, requirePerson, type Caller, type InvalidInput } from '@crossing/subgraph';
import { isShutOut } from '../account/account.ts';
import { asService } from '../as-service.ts';
import type { Transact, Tx } from '../unit-of-work.ts';
import type { Company } from './company.ts';

interface Deps {
  readonly transact: Transact;
  readonly clock: Clock;
  readonly newId: NewId;
}

interface Request {
  readonly name: string;
  readonly idempotencyKey?: string | null;
}

export interface RegisterCompanySuccess {
  readonly kind: 'RegisterCompanySuccess';
  readonly companyId: string;
}

export type RegisterCompanyResult = RegisterCompanySuccess | InvalidInput;

const success = (companyId: string): RegisterCompanySuccess => ({ kind: 'RegisterCompanySuccess', companyId });

/**
 * Registers a company and makes the caller its first owner; the next caller token carries it. Runs as the service, which may
 * lock the account: nobody founds a company while they close it, or it would have no owner who can sign in.
 */
export const registerCompany =
  ({ transact, clock, newId }: Deps) =>
  async (caller: Caller, { name: given, idempotencyKey }: Request): Promise<RegisterCompanyResult> => {
    const { subject } = requirePerson(caller);
    const check = new InputCheck();
    const name = check.text('name', given, { min: 2, max: 200 });
    const invalid = check.problem();
    if (invalid) return invalid;
    return transact(asService(caller), (tx) =>
      once<RegisterCompanyResult>(
        tx,
        { subject, mutation: 'registerCompany', key: idempotencyKey, body: { name } },
        {
          effect: () => register(tx, { companyId: newId(), name, registeredBy: subject, registeredAt: clock() }, newId()),
          remember: (result) =>
            result.kind === 'RegisterCompanySuccess' ? { kind: result.kind, ids: { company: result.companyId } } : null,
          replay: async ({ ids }) => success(ids['company']!),
        },
      ),
    );
  };

async function register(tx: Tx, company: Company, membershipId: string): Promise<RegisterCompanySuccess> {
  const { companyId, registeredBy, registeredAt } = company;
  const account = await tx.accounts.lock(registeredBy);
  if (account && isShutOut(account)) throw new Refusal('UNAUTHENTICATED', 'The account is closed.');
  const at = registeredAt.toISOString();
  await tx.companies.add(company, { membershipId, companyId, subjectRef: registeredBy, role: 'OWNER', since: registeredAt });
  tx.emit(CompanyRegistered, companyId, { companyId, registeredBy, registeredAt: at });
  tx.emit(MembershipChanged, companyId, { companyId, subjectRef: registeredBy, role: 'OWNER', status: 'ACTIVE', changedAt: at });
  await tx.audit.record({ action: 'company.registered', aggregate: 'company', aggregateId: companyId });
  return success(companyId);
}
