import { notFound, requirePerson, versionConflict, type Caller, type VersionConflict } from '@crossing/subgraph';
import type { Transact, Tx } from '../unit-of-work.ts';
import { emitState } from './profile-events.ts';
import type { Profile, ProfileState } from './profile.ts';

interface Change<Refusal> {
  /** What it is called in the audit log, e.g. `profile.paused`. */
  readonly action: string;
  readonly expectedVersion: number;
  /** Where it leads. */
  readonly to: ProfileState;
  readonly change: (profile: Profile) => Profile | Refusal;
  readonly announce: (tx: Tx, profile: Profile) => void;
}

/** One transition of the caller's own profile: the version they saw, the rule, the fact and the state, in one transaction. */
export const changeProfile = <Refusal extends { readonly kind: string }>(
  transact: Transact,
  caller: Caller,
  { action, expectedVersion, to, change, announce }: Change<Refusal>,
): Promise<{ readonly profile: Profile } | Refusal | VersionConflict> => {
  const { subject } = requirePerson(caller);
  return transact(caller, async (tx) => {
    const profile = await tx.profiles.lock(subject);
    if (!profile) throw notFound('profile');
    // The request came twice and this is its own effect (decisions D21).
    if (profile.state === to && profile.version === expectedVersion + 1) return { profile };
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
