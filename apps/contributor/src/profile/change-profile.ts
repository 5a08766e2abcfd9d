import { notFound, requirePerson, versionConflict, type Caller, type VersionConflict, type WrongState } from '@crossing/subgraph';
import type { Transact, Tx } from '../unit-of-work.ts';
import { emitState } from './profile-events.ts';
import type { Profile } from './profile.ts';

interface Change {
  /** What it is called in the audit log, e.g. `profile.paused`. */
  readonly action: string;
  readonly expectedVersion: number;
  readonly change: (profile: Profile) => Profile | WrongState;
  readonly announce: (tx: Tx, profile: Profile) => void;
}

/** One transition of the caller's own profile: the version they saw, the rule, the fact and the state, in one transaction. */
export const changeProfile = (
  transact: Transact,
  caller: Caller,
  { action, expectedVersion, change, announce }: Change,
): Promise<{ readonly profile: Profile } | VersionConflict | WrongState> => {
  const { subject } = requirePerson(caller);
  return transact(caller, async (tx) => {
    const profile = await tx.profiles.lock(subject);
    if (!profile) throw notFound('profile');
    if (profile.version !== expectedVersion) return versionConflict(profile.version);
    const changed = change(profile);
    if ('kind' in changed) return changed;
    await tx.profiles.update(changed);
    announce(tx, changed);
    emitState(tx, changed);
    await tx.audit.record({ action, aggregate: 'profile', aggregateId: subject, version: changed.version });
    return { profile: changed };
  });
};
