import { ProfileSubmitted } from '@crossing/contracts';
import type { Clock } from '@crossing/kernel';
import type { Caller, VersionConflict, WrongState } from '@crossing/subgraph';
import type { Transact } from '../unit-of-work.ts';
import { changeProfile } from './change-profile.ts';
import { submit, type Profile } from './profile.ts';

interface Deps {
  readonly transact: Transact;
  readonly clock: Clock;
}

export interface SubmitProfileSuccess {
  readonly kind: 'SubmitProfileSuccess';
  readonly profile: Profile;
}

export type SubmitProfileResult = SubmitProfileSuccess | VersionConflict | WrongState;

/** Hands the caller's profile to the reviewers. */
export const submitProfile =
  ({ transact, clock }: Deps) =>
  async (caller: Caller, { expectedVersion }: { readonly expectedVersion: number }): Promise<SubmitProfileResult> => {
    const now = clock();
    const result = await changeProfile(transact, caller, {
      action: 'profile.submitted',
      expectedVersion,
      change: (profile) => submit(profile, now),
      announce: (tx, { contributorId, version }) =>
        tx.emit(ProfileSubmitted, contributorId, { contributorId, version, submittedAt: now.toISOString() }),
    });
    return 'profile' in result ? { kind: 'SubmitProfileSuccess', ...result } : result;
  };
