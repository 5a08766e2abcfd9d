import type { Caller, Connection } from '@crossing/subgraph';
import { idConnection, type IdPage } from '../id-page.ts';
import type { Read } from '../unit-of-work.ts';
import type { Engagement } from './engagement.ts';

interface Deps {
  readonly read: Read;
}

/** These engagements, as far as the caller may see them. */
export const viewEngagements =
  ({ read }: Deps) =>
  (caller: Caller, engagementIds: readonly string[]): Promise<readonly Engagement[]> =>
    read(caller, ({ engagements }) => engagements.findMany(engagementIds));

/** What became of these offers. */
export const viewEngagementsOfOffers =
  ({ read }: Deps) =>
  (caller: Caller, offerIds: readonly string[]): Promise<readonly Engagement[]> =>
    read(caller, ({ engagements }) => engagements.ofOffers(offerIds));

/** A page of a person's engagements, newest first. */
export const listEngagementsOfContributor =
  ({ read }: Deps) =>
  async (caller: Caller, contributorId: string, page: IdPage): Promise<Connection<Engagement>> => {
    const rows = await read(caller, ({ engagements }) => engagements.listOfContributor(contributorId, page));
    return idConnection(rows, page, ({ engagementId }) => engagementId);
  };
