import { subgraphCodegen } from '@crossing/tool-codegen/subgraph.ts';

export default subgraphCodegen({
  mappers: {
    Viewer: '../viewer/viewer.ts#Viewer',
    Opportunity: '../opportunity/opportunity.ts#OpportunityRef',
    EligibilityDecision: '../eligibility/decide.ts#EligibilityDecision',
    ClauseOutcome: '../eligibility/decide.ts#ClauseOutcome',
    AtomOutcome: '../eligibility/decide.ts#AtomOutcome',
    Counterfactual: '../eligibility/decide.ts#Counterfactual',
    WorkPreferences: '../work-preferences/work-preferences.ts#WorkPreferences',
    Match: '../matches/match.ts#RankedMatch',
    Application: '../application/application.ts#Application',
    Offer: '../offer/offer.ts#Offer',
    Engagement: '../engagement/engagement.ts#Engagement',
    WorkRecord: '../work/work-record.ts#WorkRecord',
    PaymentObligation: '../obligation/obligation.ts#Obligation',
  },
});
