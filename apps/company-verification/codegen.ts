import { subgraphCodegen } from '@crossing/tool-codegen/subgraph.ts';

export default subgraphCodegen({
  mappers: {
    Company: '../company/company.ts#CompanyView',
    VerificationCheck: '../check/check.ts#VerificationCheck as VerificationCheckValue',
    Opportunity: '../opportunity/opportunity.ts#OpportunityView',
    OpportunityRevision: '../opportunity/revision.ts#Revision',
    RequirementAtom: '../opportunity/terms.ts#RequirementAtom as RequirementAtomValue',
  },
});
