/** The newest version of a company that has arrived here. */
export interface CompanyView {
  readonly companyId: string;
  readonly version: number;
  readonly state: string;
  readonly verifiedUntil: Date | null;
}

export interface CompanyViews {
  find(companyId: string): Promise<CompanyView | null>;
  put(view: CompanyView): Promise<boolean>;
  remove(companyId: string): Promise<void>;
}

const VERIFIED = ['VERIFIED', 'REVERIFICATION_DUE', 'PROBATION'];

/** Whether the company is verified at this very moment: the end date counts, whatever the state still says. */
export const isVerified = (company: CompanyView | null, now: Date): boolean =>
  company !== null && VERIFIED.includes(company.state) && company.verifiedUntil !== null && now < company.verifiedUntil;
