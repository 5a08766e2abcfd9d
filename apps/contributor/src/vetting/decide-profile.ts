import { ProfileAdmitted, ProfileChangesRequested, ProfileNotAdmitted } from '@crossing/contracts';
import { canonicalJson, type Clock } from '@crossing/kernel';
import {
  notFound,
  requireStaff,
  versionConflict,
  type Caller,
  type InvalidInput,
  type VersionConflict,
  type WrongState,
} from '@crossing/subgraph';
import { emitState } from '../profile/profile-events.ts';
import type { Profile } from '../profile/profile.ts';
import type { Transact, Tx } from '../unit-of-work.ts';
import { checkVerdict, decide, type ConflictOfInterest, type Verdict } from './decision.ts';

interface Deps {
  readonly transact: Transact;
  readonly clock: Clock;
}

interface Request extends Verdict {
  readonly contributorId: string;
  /** The version that the reviewer read. */
  readonly expectedVersion: number;
}

export interface DecideProfileSuccess {
  readonly kind: 'DecideProfileSuccess';
  readonly profile: Profile;
}

export type DecideProfileResult = DecideProfileSuccess | ConflictOfInterest | InvalidInput | VersionConflict | WrongState;

/** A reviewer's decision about somebody else's profile, with a finding on each criterion and a way back. */
export const decideProfile =
  ({ transact, clock }: Deps) =>
  (caller: Caller, { contributorId, expectedVersion, ...given }: Request): Promise<DecideProfileResult> => {
    const reviewer = requireStaff(caller, 'TRUST_REVIEWER');
    const now = clock();
    return transact(reviewer, async (tx) => {
      if (reviewer.subject === contributorId) {
        return { kind: 'ConflictOfInterest', message: 'This is your own profile: another reviewer decides about it.' };
      }
      const profile = await tx.profiles.lock(contributorId);
      if (!profile) throw notFound('profile');
      const verdict = checkVerdict(given, now);
      if ('kind' in verdict) return verdict;
      if (isRepeat(profile, verdict, reviewer.subject) && profile.version === expectedVersion + 1) {
        return { kind: 'DecideProfileSuccess', profile };
      }
      if (profile.version !== expectedVersion) return versionConflict(profile.version);
      const decided = decide(profile, verdict, { decidedBy: reviewer.subject, now });
      if ('kind' in decided) return decided;
      await tx.profiles.update(decided);
      await tx.profiles.addDecision(decided);
      announce(tx, decided, verdict, now);
      const { version } = decided;
      const detail = { outcome: verdict.outcome };
      await tx.audit.record({ action: 'profile.decided', aggregate: 'profile', aggregateId: contributorId, version, detail });
      return { kind: 'DecideProfileSuccess', profile: decided };
    });
  };

/** Whether this is the reviewer's own last word, told again (decisions D21). */
const isRepeat = ({ decision }: Profile, verdict: Verdict, reviewer: string): boolean =>
  decision?.decidedBy === reviewer && canonicalJson(verdictOf(decision)) === canonicalJson(verdictOf(verdict));

const verdictOf = ({ outcome, criteria, reapplyAfter }: Verdict): Verdict => ({ outcome, criteria, reapplyAfter });

function announce(tx: Tx, profile: Profile, { outcome, reapplyAfter }: Verdict, now: Date): void {
  const { contributorId, version } = profile;
  const at = now.toISOString();
  if (outcome === 'ADMIT') tx.emit(ProfileAdmitted, contributorId, { contributorId, version, admittedAt: at });
  if (outcome === 'REQUEST_CHANGES') tx.emit(ProfileChangesRequested, contributorId, { contributorId, version, requestedAt: at });
  if (outcome === 'NOT_ADMIT') tx.emit(ProfileNotAdmitted, contributorId, { contributorId, version, reapplyAfter, decidedAt: at });
  emitState(tx, profile);
}
