import { wrongState, type WrongState } from '@crossing/subgraph/problems.ts';
import type { By } from './company-decision.ts';
import { DUE_BEFORE, isVerified, mayPublish, type Company } from './company.ts';

/** Ends the right to publish at once. The opportunities are held in the same transaction, or it does not commit. */
export function suspend(company: Company, reason: string, decidedBy: string): Company | WrongState {
  if (!isVerified(company)) return wrongState(company.state, 'VERIFIED', 'REVERIFICATION_DUE', 'PROBATION');
  return { ...company, state: 'SUSPENDED', version: company.version + 1, reasons: [reason], decidedBy };
}

/** Takes a suspension back: verified as far as the verification still reaches. */
export function liftSuspension(company: Company, reason: string, { decidedBy, now }: By): Company | WrongState {
  if (company.state !== 'SUSPENDED') return wrongState(company.state, 'SUSPENDED');
  const until = company.verifiedUntil?.getTime() ?? 0;
  const left = until - now.getTime();
  const state = left <= 0 ? 'EXPIRED' : left <= DUE_BEFORE ? 'REVERIFICATION_DUE' : 'VERIFIED';
  return { ...company, state, version: company.version + 1, reasons: [reason], decidedBy };
}

/** The verification ends within 30 days; null when it is not time, or no longer. */
export function becomeDue(company: Company, now: Date): Company | null {
  const dueFrom = (company.verifiedUntil?.getTime() ?? Infinity) - DUE_BEFORE;
  if (company.state !== 'VERIFIED' || now.getTime() < dueFrom || !mayPublish(company, now)) return null;
  return { ...company, state: 'REVERIFICATION_DUE', version: company.version + 1 };
}

/** The verification has run out; null when it has not, or the company is not verified anyway. */
export function expire(company: Company, now: Date): Company | null {
  if (!isVerified(company) || mayPublish(company, now)) return null;
  return { ...company, state: 'EXPIRED', version: company.version + 1 };
}
