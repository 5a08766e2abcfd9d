import type { Caller } from '@crossing/subgraph';
import type { Read } from '../unit-of-work.ts';
import type { Offer } from './offer.ts';

interface Deps {
  readonly read: Read;
}

/** These offers, as far as the caller may see them. */
export const viewOffers =
  ({ read }: Deps) =>
  (caller: Caller, offerIds: readonly string[]): Promise<readonly Offer[]> =>
    read(caller, ({ offers }) => offers.findMany(offerIds));

/** The newest offer of each of these applications. */
export const viewOffersOfApplications =
  ({ read }: Deps) =>
  (caller: Caller, applicationIds: readonly string[]): Promise<readonly Offer[]> =>
    read(caller, ({ offers }) => offers.newestOf(applicationIds));
