import type { Clock, NewId } from '@crossing/kernel';
import { CompanyCheckCompleted, CompanySubmitted } from '@crossing/contracts';
import { requireCompanyRole, type Caller } from '@crossing/subgraph/caller.ts';
import { InputCheck } from '@crossing/subgraph/input-check.ts';
import { versionConflict, type InvalidInput, type VersionConflict, type WrongState } from '@crossing/subgraph/problems.ts';
import { notFound } from '@crossing/subgraph/refusal.ts';
import { checkCompleted } from '../check/check-events.ts';
import { ruleChecks } from '../check/rule-checks.ts';
import type { Transact, Tx } from '../unit-of-work.ts';
import { announceCompany } from './company-events.ts';
import { submit, viewOf, type Company, type CompanyView } from './company.ts';

interface Deps {
  readonly transact: Transact;
  readonly clock: Clock;
  readonly newId: NewId;
}

interface Request {
  readonly companyId: string;
  readonly expectedVersion: number;
  readonly feePolicy: { readonly chargesContributorsNothing: boolean; readonly signedBy: string };
}

export interface SubmitCompanySuccess {
  readonly kind: 'SubmitCompanySuccess';
  readonly company: CompanyView;
}

export type SubmitCompanyResult = SubmitCompanySuccess | InvalidInput | VersionConflict | WrongState;

/** Hands a company to the reviewers with its word that contributors pay nothing; what rules can check is checked at once. */
export const submitCompany =
  ({ transact, clock, newId }: Deps) =>
  async (caller: Caller, { companyId, expectedVersion, feePolicy }: Request): Promise<SubmitCompanyResult> => {
    const owner = requireCompanyRole(caller, companyId);
    return transact(owner, async (tx) => {
      const company = await tx.companies.lock(companyId);
      if (!company) throw notFound('company');
      const now = clock();
      const attestation = checkAttestation(company, feePolicy);
      if ('issues' in attestation) return attestation;
      // The request came twice and this is its own effect (decisions D21).
      const done = company.state === 'SUBMITTED' && company.version === expectedVersion + 1;
      if (done && company.feePolicySignedBy === attestation.signedBy)
        return { kind: 'SubmitCompanySuccess', company: viewOf(company, now) };
      if (company.version !== expectedVersion) return versionConflict(company.version);
      const submitted = submit(company, attestation.signedBy, now);
      if (!('companyId' in submitted)) return submitted;
      await tx.companies.update(submitted);
      await checkByRule(tx, submitted, { newId, now });
      tx.emit(CompanySubmitted, companyId, { companyId, submittedAt: now.toISOString() });
      announceCompany(tx, submitted);
      await tx.audit.record({ action: 'company.submitted', aggregate: 'company', aggregateId: companyId, version: submitted.version });
      return { kind: 'SubmitCompanySuccess', company: viewOf(submitted, now) };
    });
  };

function checkAttestation(company: Company, { chargesContributorsNothing, signedBy }: Request['feePolicy']) {
  const check = new InputCheck();
  check.that(company.savedAt !== null, 'companyId', 'saved', 'Save who the company is before submitting it.');
  check.that(
    chargesContributorsNothing,
    'feePolicy.chargesContributorsNothing',
    'required',
    'Contributors never pay: a company that charges them cannot be verified.',
  );
  const clean = check.text('feePolicy.signedBy', signedBy, { max: 200 });
  return check.problem() ?? { signedBy: clean };
}

async function checkByRule(tx: Tx, company: Company, { newId, now }: { newId: NewId; now: Date }): Promise<void> {
  const checks = ruleChecks(company, { newId, now });
  await tx.checks.add(checks);
  for (const check of checks) tx.emit(CompanyCheckCompleted, company.companyId, checkCompleted(check));
}
