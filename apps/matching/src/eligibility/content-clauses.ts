import type { OpportunityFacts, RequirementClause } from './snapshot.ts';

/** Sensitive content is an implicit requirement: each kind needs the person's own opt-in. */
export const contentClauses = ({ sensitiveContent }: OpportunityFacts): readonly RequirementClause[] =>
  sensitiveContent.map((code) => ({
    key: `content-${code.toLowerCase().replace('_', '-')}`,
    anyOf: [{ kind: 'CONTENT_OPT_IN', code, minLevel: null }],
    legallyRequired: false,
  }));
