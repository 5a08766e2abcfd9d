/** A company as far as visibility needs it. */
export interface Company {
  readonly companyId: string;
  readonly state: string;
  readonly verifiedUntil: Date | null;
  readonly version: number;
}

export interface Companies {
  /** Keeps the newest version, ignores an older one. */
  put(company: Company): Promise<void>;
  remove(companyId: string): Promise<void>;
}
