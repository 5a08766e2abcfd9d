/** The four criteria of a profile's vetting, all met. */
export const criteriaMet = ['ATTENTION', 'CARE', 'DOMAIN_KNOWLEDGE', 'JUDGMENT'].map((criterion) => ({
  criterion,
  met: true,
  note: 'Seen in the writing sample and the answers given.',
}));

const VETTING_ITEMS = [
  'COMPANY_VERIFIED',
  'NO_CONTRIBUTOR_FEES',
  'PAY_AT_OR_ABOVE_FLOOR',
  'PAY_MODEL_CLEAR',
  'TIME_ESTIMATE_PRESENT',
  'TERMS_NO_UNILATERAL_CHANGE',
  'NON_CIRCUMVENTION_REASONABLE',
  'CONTENT_RISK_DISCLOSED',
  'SUPPLY_CHAIN_PRESENT',
  'DATA_COLLECTION_PROPORTIONATE',
  'ASSESSMENT_COMPENSATED',
  'NO_PAY_HISTORY',
  'CONTACT_ON_VERIFIED_DOMAIN',
];

/** The published checklist of an opportunity's vetting, every item passed. */
export const findingsPassed = VETTING_ITEMS.map((item) => ({ item, passed: true, note: 'Checked against the terms.' }));

/** The checks of a company that need the outside world, and what the reviewer notes. */
export const manualChecks = [
  { type: 'LEGAL_REGISTRY', note: 'Extract of the register seen; name, number and seat agree.' },
  { type: 'DOMAIN_CONTROL', note: 'Mail answered from an address of the domain.' },
  { type: 'SANCTIONS_SCREENING', note: 'No hit in the list of the day.' },
];
