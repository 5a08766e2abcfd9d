import { subgraphCodegen } from '@crossing/tool-codegen/subgraph.ts';

export default subgraphCodegen({
  mappers: {
    Company: '../company/company.ts#CompanyView',
    VerificationCheck: '../check/check.ts#VerificationCheck as Check',
    Opportunity: '../opportunity/opportunity.ts#OpportunityView',
    OpportunityRevision: '../opportunity/revision.ts#Revision',
    OpportunityTerms: '../opportunity/terms.ts#TermsOfRevision',
    RequirementAtom: '../opportunity/terms.ts#RequirementAtom as Atom',
    RequirementClause: '../opportunity/terms.ts#RequirementClause as Clause',
  },
});
