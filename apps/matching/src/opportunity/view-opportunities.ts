import type { Clock } from '@crossing/kernel';
import { isMember, type Caller } from '@crossing/subgraph';
import type { PayPolicy } from '@crossing/taxonomy';
import type { EligibilityDecision } from '../eligibility/decide.ts';
import { isVisible, type OpportunityView } from '../read-models/opportunity-view.ts';
import type { SeatAllocation } from '../read-models/seats.ts';
import type { Read } from '../unit-of-work.ts';
import { decidePair, isComparable } from './decide-pair.ts';

interface Deps {
  readonly read: Read;
  readonly clock: Clock;
  readonly payPolicy: PayPolicy;
}

/** What is known here of these opportunities. */
export const viewOpportunities =
  ({ read }: Pick<Deps, 'read'>) =>
  (caller: Caller, opportunityIds: readonly string[]): Promise<readonly OpportunityView[]> =>
    read(caller, ({ opportunityViews }) => opportunityViews.findMany(opportunityIds));

/** Their seats: of those that anybody may see now, and of the caller's own companies. */
export const viewSeats =
  ({ read, clock }: Omit<Deps, 'payPolicy'>) =>
  (caller: Caller, opportunityIds: readonly string[]): Promise<readonly SeatAllocation[]> =>
    read(caller, async ({ opportunityViews, seats }) => {
      const opportunities = await opportunityViews.findMany(opportunityIds);
      const shown = opportunities.filter((opportunity) => isVisible(opportunity, clock()) || isMember(caller, opportunity.companyId));
      return seats.findMany(shown.map(({ opportunityId }) => opportunityId));
    });

/** What the caller meets and lacks of each that can be seen, decided now; nothing for who is not signed in or has no profile. */
export const viewEligibility =
  ({ read, clock, payPolicy: { exchangeRates } }: Deps) =>
  async (caller: Caller, opportunityIds: readonly string[]): Promise<readonly EligibilityDecision[]> => {
    if (caller.kind !== 'person') return [];
    const { subject } = caller;
    const now = clock();
    return read(caller, async ({ opportunityViews, contributorViews, workPreferences }) => {
      const contributor = await contributorViews.find(subject);
      if (!contributor) return [];
      const preferences = await workPreferences.find(subject);
      const opportunities = await opportunityViews.findMany(opportunityIds);
      return opportunities
        .filter((opportunity) => isVisible(opportunity, now) && isComparable(opportunity, exchangeRates))
        .map((opportunity) => decidePair({ contributor, preferences, opportunity, exchangeRates, now }).decision);
    });
  };
