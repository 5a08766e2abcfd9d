import type { DatedRates } from '@crossing/taxonomy';
import { decide, type EligibilityDecision } from '../eligibility/decide.ts';
import type { EligibilitySnapshot } from '../eligibility/snapshot.ts';
import { snapshotOf } from '../eligibility/snapshot-of.ts';
import { personFacts, type ContributorView } from '../read-models/contributor-view.ts';
import { opportunityFacts, type OpportunityView } from '../read-models/opportunity-view.ts';
import type { WorkPreferences } from '../work-preferences/work-preferences.ts';

interface Pair {
  readonly contributor: ContributorView;
  readonly preferences: WorkPreferences | null;
  readonly opportunity: OpportunityView;
  readonly exchangeRates: DatedRates;
  readonly now: Date;
}

export interface DecidedPair {
  readonly snapshot: EligibilitySnapshot;
  readonly decision: EligibilityDecision;
}

/** Decides about a person and an opportunity from what is known here now. */
export function decidePair({ contributor, preferences, opportunity, exchangeRates, now }: Pair): DecidedPair {
  const person = personFacts(contributor, preferences);
  const snapshot = snapshotOf({ person, opportunity: opportunityFacts(opportunity), now, exchangeRates });
  return { snapshot, decision: decide(snapshot) };
}

/** Pay in a currency without a rate cannot be compared, so nobody can be matched with it. */
export const isComparable = ({ terms }: OpportunityView, { perUsd }: DatedRates): boolean => Object.hasOwn(perUsd, terms.payMin.currency);

/** Stands for a person whose profile is not known here: nothing can be met, the profile least of all. */
export const withoutProfile = (contributorId: string): ContributorView => ({
  contributorId,
  version: 0,
  state: 'NONE',
  visibility: 'HIDDEN',
  profile: {
    ...{ countryOfResidence: 'ZZ', timeZone: 'UTC', languages: [], professions: [], domains: [] },
    ...{ contentOptIns: [], tiers: [], verifiedClaims: [] },
  },
});
