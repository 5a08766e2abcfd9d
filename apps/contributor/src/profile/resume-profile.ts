import { ProfileResumed } from '@crossing/contracts';
import type { Clock } from '@crossing/kernel';
import type { Caller, VersionConflict, WrongState } from '@crossing/subgraph';
import type { Transact } from '../unit-of-work.ts';
import { changeProfile } from './change-profile.ts';
import { resume, type Profile } from './profile.ts';

interface Deps {
  readonly transact: Transact;
  readonly clock: Clock;
}

export interface ResumeProfileSuccess {
  readonly kind: 'ResumeProfileSuccess';
  readonly profile: Profile;
}

export type ResumeProfileResult = ResumeProfileSuccess | VersionConflict | WrongState;

/** Brings the caller back into matching. */
export const resumeProfile =
  ({ transact, clock }: Deps) =>
  async (caller: Caller, { expectedVersion }: { readonly expectedVersion: number }): Promise<ResumeProfileResult> => {
    const now = clock();
    const result = await changeProfile(transact, caller, {
      action: 'profile.resumed',
      expectedVersion,
      to: 'ACTIVE',
      change: (profile) => resume(profile, now),
      announce: (tx, { contributorId, version }) =>
        tx.emit(ProfileResumed, contributorId, { contributorId, version, resumedAt: now.toISOString() }),
    });
    return 'profile' in result ? { kind: 'ResumeProfileSuccess', ...result } : result;
  };
