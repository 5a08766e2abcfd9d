/** A company of which only the id matters here. */
export interface CompanyRef {
  readonly companyId: string;
}
