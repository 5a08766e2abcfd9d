import type { Caller } from '@crossing/subgraph';
import type { Read } from '../unit-of-work.ts';
import type { Profile } from './profile.ts';

interface Deps {
  readonly read: Read;
}

/** A profile: the caller's own, or, for reviewers, anybody's; null otherwise (row-level security decides). */
export const viewProfile =
  ({ read }: Deps) =>
  async (caller: Caller, contributorId: string): Promise<Profile | null> =>
    caller.kind === 'person' ? read(caller, ({ profiles }) => profiles.find(contributorId)) : null;
