import { connection, requireStaff, type Caller, type Connection, type Page } from '@crossing/subgraph';
import type { Profile } from '../profile/profile.ts';
import type { Read } from '../unit-of-work.ts';

interface Deps {
  readonly read: Read;
}

/** Submitted profiles, oldest submission first, without the reviewer's own. */
export const listProfilesAwaitingVetting =
  ({ read }: Deps) =>
  async (caller: Caller, page: Page): Promise<Connection<Profile>> => {
    const { subject } = requireStaff(caller, 'TRUST_REVIEWER');
    const rows = await read(caller, ({ profiles }) => profiles.awaitingVetting(subject, page));
    return connection(rows, page, ({ submittedAt, contributorId }) => [submittedAt!.toISOString(), contributorId]);
  };
