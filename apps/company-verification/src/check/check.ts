import type { Company } from '../company/company.ts';

export type CheckType =
  | 'LEGAL_REGISTRY'
  | 'LEI'
  | 'VAT'
  | 'DOMAIN_CONTROL'
  | 'SANCTIONS_SCREENING'
  | 'BENEFICIAL_OWNERSHIP'
  | 'PAYMENT_CAPACITY'
  | 'AUTHORISED_REPRESENTATIVE'
  | 'FEE_POLICY'
  | 'ADVERSE_HISTORY';
export type CheckMethod = 'OFFLINE_RULE' | 'PROVIDER' | 'MANUAL';
export type CheckResult = 'PENDING' | 'PASS' | 'FAIL' | 'INCONCLUSIVE' | 'WAIVED';

/** One thing that was checked about a company; never changed, a later one of its type takes its place. */
export interface VerificationCheck {
  readonly checkId: string;
  readonly companyId: string;
  readonly type: CheckType;
  readonly method: CheckMethod;
  readonly result: CheckResult;
  readonly note: string;
  /** The reviewer; null for a rule. */
  readonly performedBy: string | null;
  readonly performedAt: Date;
  readonly expiresAt: Date | null;
}

const REQUIRED: readonly CheckType[] = ['LEGAL_REGISTRY', 'DOMAIN_CONTROL', 'SANCTIONS_SCREENING', 'FEE_POLICY'];
const NEVER_WAIVED: readonly CheckType[] = ['SANCTIONS_SCREENING', 'FEE_POLICY', 'DOMAIN_CONTROL'];

export const mayBeWaived = (type: CheckType): boolean => !NEVER_WAIVED.includes(type);

/**
 * The required checks that do not stand, given the latest of each type: not made, not passed, no longer valid, made before
 * the company was last saved (it may be another company now), or used up by the verification before.
 */
export function missingChecks(company: Company, latest: readonly VerificationCheck[], now: Date): readonly CheckType[] {
  const required: readonly CheckType[] = company.lei === null ? REQUIRED : [...REQUIRED, 'LEI'];
  return required.filter((type) => !latest.some((check) => check.type === type && stands(check, company, now)));
}

function stands({ type, result, performedAt, expiresAt }: VerificationCheck, { savedAt, verifiedAt }: Company, now: Date): boolean {
  const passed = result === 'PASS' || (result === 'WAIVED' && mayBeWaived(type));
  const valid = expiresAt === null || now < expiresAt;
  return passed && valid && (savedAt === null || performedAt >= savedAt) && (verifiedAt === null || performedAt > verifiedAt);
}

/** What the use cases need from storage. */
export interface Checks {
  add(checks: readonly VerificationCheck[]): Promise<void>;
  /** The latest of each type, of each company, in the order of their making. */
  latest(companyIds: readonly string[]): Promise<readonly VerificationCheck[]>;
}
