import { subgraphCodegen } from '@crossing/tool-codegen/subgraph.ts';

export default subgraphCodegen({
  mappers: {
    Viewer: '../viewer/viewer.ts#Viewer as ViewerValue',
    Opportunity: '../opportunity/opportunity.ts#OpportunityRef',
    EligibilityDecision: '../eligibility/decide.ts#EligibilityDecision as EligibilityDecisionValue',
    ClauseOutcome: '../eligibility/decide.ts#ClauseOutcome as ClauseOutcomeValue',
    AtomOutcome: '../eligibility/decide.ts#AtomOutcome as AtomOutcomeValue',
    Counterfactual: '../eligibility/decide.ts#Counterfactual as CounterfactualValue',
    WorkPreferences: '../work-preferences/work-preferences.ts#WorkPreferences as WorkPreferencesValue',
    Match: '../matches/match.ts#RankedMatch',
    MatchStep: '../matches/match-step.ts#MatchStep as MatchStepValue',
    Candidate: '../candidates/candidate.ts#Candidate as CandidateValue',
    Application: '../application/application.ts#Application as ApplicationValue',
    Offer: '../offer/offer.ts#Offer as OfferValue',
    Engagement: '../engagement/engagement.ts#Engagement as EngagementValue',
    WorkRecord: '../work/work-record.ts#WorkRecord as WorkRecordValue',
    PaymentObligation: '../obligation/obligation.ts#Obligation',
  },
});
