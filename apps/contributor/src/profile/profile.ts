import { dateOf } from '@crossing/kernel';
import { wrongState, type WrongState } from '@crossing/subgraph/problems.ts';
import type { Cefr } from '@crossing/taxonomy';
import type { ProfileDecision } from '../vetting/decision.ts';

export type ProfileState =
  'DRAFT' | 'SUBMITTED' | 'CHANGES_REQUESTED' | 'NOT_ADMITTED' | 'ACTIVE' | 'PAUSED' | 'RESTRICTED' | 'SUSPENDED' | 'CLOSED';
export type Visibility = 'HIDDEN' | 'MATCHING_ONLY' | 'VERIFIED_COMPANIES';
export type SensitiveContent = 'VIOLENCE' | 'SEXUAL' | 'SELF_HARM' | 'HATE' | 'CBRN' | 'OTHER';
export type DiscoveryChannel = 'REFERRAL' | 'PUBLIC_FEED' | 'SEARCH' | 'PARTNER' | 'EVENT' | 'OTHER';

/** A language with a level for each skill; a native speaker may leave levels out. */
export interface LanguageProficiency {
  /** BCP 47, canonical. */
  readonly tag: string;
  readonly native: boolean;
  readonly listening: Cefr | null;
  readonly reading: Cefr | null;
  readonly speaking: Cefr | null;
  readonly writing: Cefr | null;
}

export interface Profession {
  readonly escoUri: string;
  readonly years: number;
}

/** What the person says about themselves: replaced as a whole by each save. */
export interface ProfileContent {
  readonly displayName: string;
  readonly headline: string;
  readonly countryOfResidence: string;
  readonly timeZone: string;
  readonly languages: readonly LanguageProficiency[];
  readonly professions: readonly Profession[];
  readonly domains: readonly string[];
  readonly contentOptIns: readonly SensitiveContent[];
  readonly visibility: Visibility;
}

/** A person's profile; its id is their subjectRef (decisions D2). */
export interface Profile extends ProfileContent {
  readonly contributorId: string;
  readonly version: number;
  readonly state: ProfileState;
  /** While RESTRICTED or SUSPENDED: the state to go back to. */
  readonly stateBefore: ProfileState | null;
  readonly discoveredThrough: DiscoveryChannel;
  readonly createdAt: Date;
  /** When the person last stood by what the profile says. */
  readonly confirmedAt: Date;
  /** The latest submission; null until the first. From then on every change is announced as a state. */
  readonly submittedAt: Date | null;
  /** The first admission: the ladder starts there. */
  readonly admittedAt: Date | null;
  /** The latest one. */
  readonly decision: ProfileDecision | null;
}

export interface NewProfile {
  readonly contributorId: string;
  readonly content: ProfileContent;
  readonly discoveredThrough: DiscoveryChannel;
}

/** A first draft. */
export const draft = ({ contributorId, content, discoveredThrough }: NewProfile, now: Date): Profile => ({
  ...content,
  contributorId,
  discoveredThrough,
  version: 1,
  state: 'DRAFT',
  stateBefore: null,
  createdAt: now,
  confirmedAt: now,
  submittedAt: null,
  admittedAt: null,
  decision: null,
});

const EDITABLE: readonly ProfileState[] = ['DRAFT', 'CHANGES_REQUESTED', 'NOT_ADMITTED', 'ACTIVE', 'PAUSED'];

/**
 * Replaces what the profile says. Somebody who was admitted stays admitted, with a new version that matching reads at once:
 * the reviewers judged how a person works (attention, care, knowledge, judgment), not a list of professions, and whatever a
 * requirement must rely on is a verified claim with its own review. To send every correction through the queue again would
 * punish keeping a profile true. Under review it stands still, so that the decision is about what the reviewer read.
 */
export function edit(profile: Profile, content: ProfileContent, now: Date): Profile | WrongState {
  if (!EDITABLE.includes(profile.state)) return wrongState(profile.state, ...EDITABLE);
  return { ...profile, ...content, version: profile.version + 1, confirmedAt: now };
}

/** Hands it to the reviewers; after NOT_ADMITTED only from the date that the decision names. */
export function submit(profile: Profile, now: Date): Profile | WrongState {
  if (profile.state === 'NOT_ADMITTED') {
    const from = profile.decision?.reapplyAfter;
    if (from && dateOf(now) < from) return { ...wrongState(profile.state), message: `You may submit again from ${from}.` };
  }
  const open: readonly ProfileState[] = ['DRAFT', 'CHANGES_REQUESTED', 'NOT_ADMITTED'];
  if (!open.includes(profile.state)) return wrongState(profile.state, ...open);
  return { ...profile, state: 'SUBMITTED', version: profile.version + 1, confirmedAt: now, submittedAt: now };
}

/** Out of matching by the person's own wish. */
export function pause(profile: Profile): Profile | WrongState {
  if (profile.state !== 'ACTIVE') return wrongState(profile.state, 'ACTIVE');
  return { ...profile, state: 'PAUSED', version: profile.version + 1 };
}

/** Back into matching. */
export function resume(profile: Profile, now: Date): Profile | WrongState {
  if (profile.state !== 'PAUSED') return wrongState(profile.state, 'PAUSED');
  return { ...profile, state: 'ACTIVE', version: profile.version + 1, confirmedAt: now };
}

/**
 * The profile behind an account whose standing changed; null when nothing changes. The way back leads to the state before,
 * so that a suspension that is overturned costs nobody an admission or a place in the queue.
 */
export function followStanding(profile: Profile, status: string): Profile | null {
  if (profile.state === 'CLOSED') return null;
  const version = profile.version + 1;
  const hold = HOLDS[status];
  if (hold && hold !== profile.state) return { ...profile, version, state: hold, stateBefore: profile.stateBefore ?? profile.state };
  if (status === 'ACTIVE' && profile.stateBefore) return { ...profile, version, state: profile.stateBefore, stateBefore: null };
  return null;
}

// A terminated account may still be reinstated on appeal, and one that its person closed is shown to nobody until it is
// erased: both profiles are held like a suspended one.
const HOLDS: Readonly<Record<string, ProfileState>> = {
  RESTRICTED: 'RESTRICTED',
  SUSPENDED: 'SUSPENDED',
  TERMINATED: 'SUSPENDED',
  CLOSURE_REQUESTED: 'SUSPENDED',
};

/** A person's tier by field; tier 1 comes with admission, the ladder adds the rest. */
export interface Tier {
  /** A domain's code, or `ANY`. */
  readonly domain: string;
  readonly tier: 1 | 2 | 3 | 4;
}

/** Tier 1 in general and in each declared field, from the first admission on. */
export const tiersOf = (profile: Profile): readonly Tier[] =>
  profile.admittedAt ? ['ANY', ...profile.domains].map((domain) => ({ domain, tier: 1 })) : [];

/** What the use cases need from storage; `profile.store.ts` keeps the promise. */
export interface Profiles {
  find(contributorId: string): Promise<Profile | null>;
  /** Locks the row until the transaction ends. */
  lock(contributorId: string): Promise<Profile | null>;
  /** False when the person has a profile already. */
  addIfNone(profile: Profile): Promise<boolean>;
  /** Writes the new version over `profile.version - 1`; the row is locked. */
  update(profile: Profile): Promise<void>;
  /** Keeps the decision that made this version. */
  addDecision(profile: Profile): Promise<void>;
  /** SUBMITTED ones except the reader's own, oldest submission first; `after` is [submittedAt, contributorId]. */
  awaitingVetting(reader: string, page: { readonly first: number; readonly after: readonly string[] | null }): Promise<readonly Profile[]>;
}
