import { canonicalJson, DAY, unreachable } from '@crossing/kernel';
import { InputCheck } from '@crossing/subgraph/input-check.ts';
import { wrongState, type InvalidInput, type WrongState } from '@crossing/subgraph/problems.ts';
import { isMember, type Caller } from '@crossing/subgraph/caller.ts';
import type { Company, CompanyState } from './company.ts';

export type CompanyOutcome = 'VERIFY' | 'REQUEST_INFORMATION' | 'REJECT';

export interface CompanyVerdict {
  readonly outcome: CompanyOutcome;
  /** With VERIFY only. */
  readonly verifiedUntil: Date | null;
  readonly reasons: readonly string[];
}

/** Two years, leap days included. */
const LONGEST = 731 * DAY;

/** Checks that a verdict says what the company is owed. Lists every issue. */
export function checkVerdict(verdict: CompanyVerdict, now: Date): CompanyVerdict | InvalidInput {
  const check = new InputCheck();
  const reasons = verdict.reasons.slice(0, 100).map((reason, index) => check.text(`reasons.${index}`, reason, { max: 500 }));
  check.list('reasons', verdict.reasons, { min: verdict.outcome === 'VERIFY' ? 0 : 1, max: 20 });
  const until = verdict.verifiedUntil?.getTime();
  if (verdict.outcome !== 'VERIFY') check.that(until === undefined, 'verifiedUntil', 'forbidden', 'Only VERIFY takes verifiedUntil.');
  else {
    const inTime = until !== undefined && until > now.getTime() && until <= now.getTime() + LONGEST;
    check.that(inTime, 'verifiedUntil', 'range', 'VERIFY needs verifiedUntil in the future, at most two years ahead.');
  }
  return check.problem() ?? { ...verdict, reasons };
}

export interface By {
  /** The reviewer. */
  readonly decidedBy: string;
  readonly now: Date;
}

/** The company after a verdict; whether the checks allow it is `missingChecks`. */
export function decide(
  company: Company,
  { outcome, verifiedUntil, reasons }: CompanyVerdict,
  { decidedBy, now }: By,
): Company | WrongState {
  const open: readonly CompanyState[] = outcome === 'VERIFY' ? ['SUBMITTED', 'REVERIFICATION_DUE'] : ['SUBMITTED'];
  if (!open.includes(company.state)) return wrongState(company.state, ...open);
  const next = { ...company, version: company.version + 1, reasons, decidedBy };
  if (outcome === 'VERIFY') return { ...next, state: 'VERIFIED', verifiedAt: now, verifiedUntil };
  return { ...next, state: stateAfter(outcome) };
}

const stateAfter = (outcome: CompanyOutcome): CompanyState => {
  switch (outcome) {
    case 'VERIFY':
      return 'VERIFIED';
    case 'REJECT':
      return 'REJECTED';
    case 'REQUEST_INFORMATION':
      return 'INFORMATION_REQUESTED';
    default:
      return unreachable(outcome);
  }
};

/** Whether the company is as this very verdict left it: the request came twice (decisions D21). */
export const isVerdictOn = (company: Company, { outcome, verifiedUntil, reasons }: CompanyVerdict, word: Word): boolean =>
  isOwnWord(company, { ...word, reasons }) &&
  company.state === stateAfter(outcome) &&
  (outcome !== 'VERIFY' || company.verifiedUntil?.getTime() === verifiedUntil?.getTime());

export interface Word {
  readonly decidedBy: string;
  /** The version that the reviewer read. */
  readonly expectedVersion: number;
}

/** Whether the last that happened to the company is what this reviewer said about that version, in these words. */
export const isOwnWord = ({ version, decidedBy, reasons }: Company, word: Word & { readonly reasons: readonly string[] }): boolean =>
  version === word.expectedVersion + 1 && decidedBy === word.decidedBy && canonicalJson(reasons) === canonicalJson(word.reasons);

/** The reviewer belongs to the company (I6). */
export interface ConflictOfInterest {
  readonly kind: 'ConflictOfInterest';
  readonly message: string;
}

/** The problem when the caller is a member of the company or registered it; null otherwise. */
export function conflictOfInterest(caller: Caller, company: Pick<Company, 'companyId' | 'registeredBy'>): ConflictOfInterest | null {
  const founder = caller.kind === 'person' && caller.subject === company.registeredBy;
  if (!founder && !isMember(caller, company.companyId)) return null;
  return { kind: 'ConflictOfInterest', message: 'You belong to this company, or registered it: another reviewer must decide.' };
}
