import type { CompanyState } from '@crossing/contracts';

/** The newest version of a company that has arrived here. */
export interface CompanyView {
  readonly companyId: string;
  readonly version: number;
  readonly state: string;
  readonly verifiedUntil: Date | null;
}

export interface CompanyViews {
  find(companyId: string): Promise<CompanyView | null>;
  /** Keeps each unless a newer version, or this one, is here already. */
  put(views: readonly CompanyView[]): Promise<void>;
  remove(companyId: string): Promise<void>;
}

/** The view of a state event. */
export const companyViewOf = ({ companyId, version, state, verifiedUntil }: CompanyState): CompanyView => ({
  ...{ companyId, version, state },
  verifiedUntil: verifiedUntil === null ? null : new Date(verifiedUntil),
});

const VERIFIED = ['VERIFIED', 'REVERIFICATION_DUE', 'PROBATION'];

/** Whether the company is verified at this very moment: the end date counts, whatever the state still says. */
export const isVerified = (company: CompanyView | null, now: Date): boolean =>
  company !== null && VERIFIED.includes(company.state) && company.verifiedUntil !== null && now < company.verifiedUntil;
