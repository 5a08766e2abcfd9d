import type { CompanyRole } from '@crossing/subgraph';

/** A company of which only the id matters here. */
export interface CompanyRef {
  readonly companyId: string;
  /** Known when the caller token, which is older, cannot tell yet. */
  readonly viewerRole?: CompanyRole | null;
}
