import { ProfileSubmitted } from '@crossing/contracts';
import type { Clock } from '@crossing/kernel';
import type { Caller, InvalidInput, VersionConflict, WrongState } from '@crossing/subgraph';
import type { CountryExclusion } from '@crossing/taxonomy';
import type { Transact } from '../unit-of-work.ts';
import { changeProfile } from './change-profile.ts';
import { checkProfile } from './check-profile.ts';
import { submit, type Profile } from './profile.ts';

interface Deps {
  readonly transact: Transact;
  readonly clock: Clock;
  /** The countries whose residents the network cannot take. */
  readonly exclusions: readonly CountryExclusion[];
}

export interface SubmitProfileSuccess {
  readonly kind: 'SubmitProfileSuccess';
  readonly profile: Profile;
}

export type SubmitProfileResult = SubmitProfileSuccess | InvalidInput | VersionConflict | WrongState;

/** Hands the caller's profile to the reviewers, if it still keeps the rules: lists and exclusions may have changed since it was saved. */
export const submitProfile =
  ({ transact, clock, exclusions }: Deps) =>
  async (caller: Caller, { expectedVersion }: { readonly expectedVersion: number }): Promise<SubmitProfileResult> => {
    const now = clock();
    const result = await changeProfile(transact, caller, {
      action: 'profile.submitted',
      expectedVersion,
      to: 'SUBMITTED',
      change: (profile) => handIn(profile, exclusions, now),
      announce: (tx, { contributorId, version }) =>
        tx.emit(ProfileSubmitted, contributorId, { contributorId, version, submittedAt: now.toISOString() }),
    });
    return 'profile' in result ? { kind: 'SubmitProfileSuccess', ...result } : result;
  };

function handIn(profile: Profile, exclusions: readonly CountryExclusion[], now: Date): Profile | InvalidInput | WrongState {
  const submitted = submit(profile, now);
  if ('kind' in submitted) return submitted;
  const content = checkProfile(profile, exclusions);
  return 'kind' in content ? content : submitted;
}
