import { Type, type Static } from '@sinclair/typebox';
import { fact } from '../event-contract.ts';
import { code, instant, openEnum, ordinal, person, uuid } from '../fields.ts';

const data = Type.Object({
  decisionId: uuid(),
  opportunityId: uuid(),
  companyId: uuid(),
  contributorId: person(),
  revision: ordinal(),
  outcome: openEnum(['ELIGIBLE', 'NEAR_MISS', 'INELIGIBLE']),
  policyVersion: code(),
  inputsHash: code(),
  decidedAt: instant(),
});

/** Something relies on this decision from now on, so it was stored with its inputs. */
export const EligibilityDecided = fact({
  name: 'EligibilityDecided',
  service: 'matching',
  aggregate: 'eligibility',
  key: 'decisionId',
  event: 'decided',
  data,
});

export type EligibilityDecided = Static<typeof data>;
