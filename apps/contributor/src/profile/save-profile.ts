import type { Clock } from '@crossing/kernel';
import { requirePerson, versionConflict, type Caller, type InvalidInput, type VersionConflict, type WrongState } from '@crossing/subgraph';
import type { CountryExclusion } from '@crossing/taxonomy';
import type { Transact, Tx } from '../unit-of-work.ts';
import { checkProfile } from './check-profile.ts';
import { emitState } from './profile-events.ts';
import { draft, edit, type DiscoveryChannel, type Profile, type ProfileContent } from './profile.ts';

interface Deps {
  readonly transact: Transact;
  readonly clock: Clock;
  /** The countries whose residents the network cannot take. */
  readonly exclusions: readonly CountryExclusion[];
}

interface Request {
  readonly content: ProfileContent;
  readonly discoveredThrough: DiscoveryChannel;
  /** The version that was edited; null for the first save. */
  readonly expectedVersion: number | null;
}

export interface SaveProfileSuccess {
  readonly kind: 'SaveProfileSuccess';
  readonly profile: Profile;
}

export type SaveProfileResult = SaveProfileSuccess | InvalidInput | VersionConflict | WrongState;

/** Creates the caller's profile or replaces what it says. Its key is the caller's pseudonym: it waits for no event (decisions D2). */
export const saveProfile =
  ({ transact, clock, exclusions }: Deps) =>
  async (caller: Caller, { content: given, discoveredThrough, expectedVersion }: Request): Promise<SaveProfileResult> => {
    const { subject } = requirePerson(caller);
    const content = checkProfile(given, exclusions);
    if ('kind' in content) return content;
    return transact(caller, async (tx) => {
      const first = draft({ contributorId: subject, content, discoveredThrough }, clock());
      if (expectedVersion === null && (await tx.profiles.addIfNone(first))) return saved(tx, first);
      const profile = await tx.profiles.lock(subject);
      if (!profile) return versionConflict(0);
      if (profile.version !== expectedVersion) return versionConflict(profile.version);
      const edited = edit(profile, content, clock());
      if ('kind' in edited) return edited;
      await tx.profiles.update(edited);
      return saved(tx, edited);
    });
  };

async function saved(tx: Tx, profile: Profile): Promise<SaveProfileSuccess> {
  emitState(tx, profile);
  const { contributorId, version } = profile;
  await tx.audit.record({ action: 'profile.saved', aggregate: 'profile', aggregateId: contributorId, version });
  return { kind: 'SaveProfileSuccess', profile };
}
