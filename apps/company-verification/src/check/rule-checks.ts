import { isLei } from '@crossing/taxonomy';
import type { NewId } from '@crossing/kernel';
import type { Company } from '../company/company.ts';
import type { CheckResult, CheckType, VerificationCheck } from './check.ts';

/** What the network's own rules can say about a company that submits: its word on fees, and the form of its LEI. */
export function ruleChecks(company: Company, { newId, now }: { newId: NewId; now: Date }): readonly VerificationCheck[] {
  const check = (type: CheckType, result: CheckResult, note: string): VerificationCheck => ({
    checkId: newId(),
    companyId: company.companyId,
    type,
    method: 'OFFLINE_RULE',
    result,
    note,
    performedBy: null,
    performedAt: now,
    expiresAt: null,
  });
  const attested = company.feePolicyAttestedAt !== null;
  const feePolicy = check(
    'FEE_POLICY',
    attested ? 'PASS' : 'FAIL',
    'fee-policy-attested v1: the company gave its word that it charges contributors nothing.',
  );
  if (company.lei === null) return [feePolicy];
  const digits = isLei(company.lei);
  return [
    feePolicy,
    check(
      'LEI',
      digits ? 'PASS' : 'FAIL',
      `lei-check-digits v1: the check digits are ${digits ? 'right' : 'wrong'}, which proves form and not existence.`,
    ),
  ];
}
