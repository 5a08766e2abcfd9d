import type { CompanyState } from '@crossing/contracts';

/** A company as far as visibility needs it. */
export interface Company {
  readonly companyId: string;
  readonly state: string;
  readonly verifiedUntil: Date | null;
  readonly version: number;
}

export interface Companies {
  /** Keeps the newest version of each, ignores an older one. */
  put(companies: readonly Company[]): Promise<void>;
  remove(companyId: string): Promise<void>;
}

/** The company of a state event. */
export const companyOf = ({ companyId, version, state, verifiedUntil }: CompanyState): Company => ({
  ...{ companyId, version, state },
  verifiedUntil: verifiedUntil === null ? null : new Date(verifiedUntil),
});
