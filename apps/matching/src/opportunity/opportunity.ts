/** An opportunity that is named here; what it says is told by company-verification. */
export interface OpportunityRef {
  readonly opportunityId: string;
}
