import type { Clock } from '@crossing/kernel';
import type { Caller } from '@crossing/subgraph';
import type { Read } from '../unit-of-work.ts';
import type { ContributorCard } from './contributor.ts';

interface Deps {
  readonly read: Read;
  readonly clock: Clock;
}

/** The cards of these people that the caller may see now, in any order. */
export const viewContributors =
  ({ read, clock }: Deps) =>
  (caller: Caller, contributorIds: readonly string[]): Promise<readonly ContributorCard[]> =>
    read(caller, ({ cards }) => cards.findMany(contributorIds, clock()));
