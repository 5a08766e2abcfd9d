import { ProfilePaused } from '@crossing/contracts';
import type { Clock } from '@crossing/kernel';
import type { Caller, VersionConflict, WrongState } from '@crossing/subgraph';
import type { Transact } from '../unit-of-work.ts';
import { changeProfile } from './change-profile.ts';
import { pause, type Profile } from './profile.ts';

interface Deps {
  readonly transact: Transact;
  readonly clock: Clock;
}

export interface PauseProfileSuccess {
  readonly kind: 'PauseProfileSuccess';
  readonly profile: Profile;
}

export type PauseProfileResult = PauseProfileSuccess | VersionConflict | WrongState;

/** Takes the caller out of matching until they resume. */
export const pauseProfile =
  ({ transact, clock }: Deps) =>
  async (caller: Caller, { expectedVersion }: { readonly expectedVersion: number }): Promise<PauseProfileResult> => {
    const now = clock();
    const result = await changeProfile(transact, caller, {
      action: 'profile.paused',
      expectedVersion,
      to: 'PAUSED',
      change: (profile) => pause(profile),
      announce: (tx, { contributorId, version }) =>
        tx.emit(ProfilePaused, contributorId, { contributorId, version, pausedAt: now.toISOString() }),
    });
    return 'profile' in result ? { kind: 'PauseProfileSuccess', ...result } : result;
  };
