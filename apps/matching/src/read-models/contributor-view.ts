import type { ProfileState } from '@crossing/contracts';
import { wrongState, type WrongState } from '@crossing/subgraph';
import type { PersonFacts } from '../eligibility/snapshot.ts';
import type { WorkPreferences } from '../work-preferences/work-preferences.ts';

/** What contributor.profile.state tells about a person: coarse facts, nothing private. */
export type ProfileFacts = Omit<PersonFacts, 'contributorId' | 'version' | 'state' | 'hoursPerWeek' | 'minHourly'>;

/** The newest version of a profile that has arrived here. */
export interface ContributorView {
  readonly contributorId: string;
  readonly version: number;
  /** The contributor subgraph's state of the profile; ACTIVE people are matched. */
  readonly state: string;
  /** VERIFIED_COMPANIES: companies may see that the person fits, before they apply. */
  readonly visibility: string;
  readonly profile: ProfileFacts;
}

export interface ContributorViews {
  find(contributorId: string): Promise<ContributorView | null>;
  findMany(contributorIds: readonly string[]): Promise<readonly ContributorView[]>;
  count(): Promise<number>;
  /** The next in the order of their ids, of whatever state. */
  page(after: string | null, size: number): Promise<readonly ContributorView[]>;
  /** Keeps each unless a newer version, or this one, is here already. */
  put(views: readonly ContributorView[]): Promise<void>;
  remove(contributorId: string): Promise<void>;
}

/** The view of a state event: what eligibility does not ask is left out. */
export function contributorViewOf({ contributorId, version, state, visibility, ...data }: ProfileState): ContributorView {
  const { countryOfResidence, timeZone, languages, professions, domains, contentOptIns, tiers, verifiedClaims } = data;
  const profile = { countryOfResidence, timeZone, languages, professions, domains, contentOptIns, tiers, verifiedClaims };
  return { contributorId, version, state, visibility, profile };
}

/** Everything that eligibility asks of a person: the public facts and their private preferences. */
export const personFacts = ({ profile, ...view }: ContributorView, preferences: WorkPreferences | null): PersonFacts => ({
  ...profile,
  contributorId: view.contributorId,
  version: view.version,
  state: view.state,
  hoursPerWeek: preferences?.hoursPerWeek ?? null,
  minHourly: preferences?.minHourly ?? null,
});

const FROZEN = ['RESTRICTED', 'SUSPENDED', 'CLOSED'];

/** Whether new commitments must wait: what is under way is frozen, not lost. */
export const isFrozen = ({ state }: ContributorView): boolean => FROZEN.includes(state);

/** Does not say which restriction it is, because the company need not know. */
export const frozenPerson: WrongState = wrongState('FROZEN', 'free of restrictions');
