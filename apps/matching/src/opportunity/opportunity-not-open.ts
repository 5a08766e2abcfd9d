/** The opportunity takes no applications or offers now. */
export interface OpportunityNotOpen {
  readonly kind: 'OpportunityNotOpen';
  readonly message: string;
}

export const opportunityNotOpen = (message: string): OpportunityNotOpen => ({ kind: 'OpportunityNotOpen', message });
