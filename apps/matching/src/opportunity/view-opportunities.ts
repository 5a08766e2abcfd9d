import type { Clock } from '@crossing/kernel';
import type { Caller } from '@crossing/subgraph';
import type { EligibilityDecision } from '../eligibility/decide.ts';
import type { OpportunityView } from '../read-models/opportunity-view.ts';
import type { SeatAllocation } from '../read-models/seats.ts';
import type { Read } from '../unit-of-work.ts';
import { decidePair, isComparable, withoutProfile } from './decide-pair.ts';

interface Deps {
  readonly read: Read;
  readonly clock: Clock;
}

/** What is known here of these opportunities. */
export const viewOpportunities =
  ({ read }: Pick<Deps, 'read'>) =>
  (caller: Caller, opportunityIds: readonly string[]): Promise<readonly OpportunityView[]> =>
    read(caller, ({ opportunityViews }) => opportunityViews.findMany(opportunityIds));

/** Their seats. */
export const viewSeats =
  ({ read }: Pick<Deps, 'read'>) =>
  (caller: Caller, opportunityIds: readonly string[]): Promise<readonly SeatAllocation[]> =>
    read(caller, ({ seats }) => seats.findMany(opportunityIds));

/** What the caller meets and lacks of each, decided now; nothing for who is not signed in. */
export const viewEligibility =
  ({ read, clock }: Deps) =>
  async (caller: Caller, opportunityIds: readonly string[]): Promise<readonly EligibilityDecision[]> => {
    if (caller.kind !== 'person') return [];
    const { subject } = caller;
    const now = clock();
    return read(caller, async ({ opportunityViews, contributorViews, workPreferences, policy }) => {
      const contributor = (await contributorViews.find(subject)) ?? withoutProfile(subject);
      const preferences = await workPreferences.find(subject);
      const exchangeRates = await policy.exchangeRates();
      const opportunities = await opportunityViews.findMany(opportunityIds);
      return opportunities
        .filter((opportunity) => isComparable(opportunity, exchangeRates))
        .map((opportunity) => decidePair({ contributor, preferences, opportunity, exchangeRates, now }).decision);
    });
  };
