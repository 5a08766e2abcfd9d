import { setTimeout as pause } from 'node:timers/promises';
import type { Clock } from '@crossing/kernel';
import { connection, requirePerson, type Caller, type Connection, type Page, type System } from '@crossing/subgraph';
import type { PayPolicy } from '@crossing/taxonomy';
import type { ContributorView } from '../read-models/contributor-view.ts';
import type { Read } from '../unit-of-work.ts';
import { stepsOf, type MatchStep } from './match-step.ts';
import { cursorOf, pageAfter, rankMatches, type RankedMatch } from './match.ts';
import type { MatchIndex } from './match-index.ts';
import { matchesUnavailable, unavailableFor, type MatchesUnavailable } from './matches-unavailable.ts';

interface Deps {
  readonly read: Read;
  readonly clock: Clock;
  readonly payPolicy: PayPolicy;
  readonly index: MatchIndex;
  /** Builds the index for today, if it was built for another day. */
  readonly refreshIndex: () => Promise<void>;
  /** Whether the read models are more than 30 s behind the topics. */
  readonly isBehind: () => boolean;
  /** For how long something that was published may be missing in the read models. */
  readonly behindMs: () => number;
}

interface Request {
  readonly page: Page;
  /** The list must know this version of the caller's profile, or a newer one (decisions D23). */
  readonly minProfileVersion: number | null;
}

export interface MatchConnection extends Connection<RankedMatch> {
  readonly kind: 'MatchConnection';
  readonly steps: readonly MatchStep[];
  readonly profileVersion: number;
  readonly asOf: Date;
  readonly behindMs: number;
}

export type MatchesResult = MatchConnection | MatchesUnavailable;

/** What suits the caller, best first, with reasons; or why there is no list. */
export const listMatches =
  (deps: Deps) =>
  async (caller: Caller, { page, minProfileVersion }: Request): Promise<MatchesResult> => {
    const { subject } = requirePerson(caller);
    const contributor = await profileOf(deps, caller, { subject, minVersion: minProfileVersion ?? 0 });
    if (contributor === 'behind' || deps.isBehind()) return matchesUnavailable('CATCHING_UP');
    const unavailable = unavailableFor(contributor);
    if (unavailable) return unavailable;
    const { matches, steps } = await matchesOf(deps, caller, contributor!);
    const { edges, pageInfo } = connection(pageAfter(matches, page), page, cursorOf);
    const { version: profileVersion } = contributor!;
    return { kind: 'MatchConnection', edges, pageInfo, steps, profileVersion, asOf: deps.clock(), behindMs: deps.behindMs() };
  };

const WAIT_MS = 1000;
const STEP_MS = 50;

/** The caller's profile, once it is at least at `minVersion`; waits a second for it. */
async function profileOf(
  { read }: Deps,
  caller: Caller,
  { subject, minVersion }: { subject: string; minVersion: number },
): Promise<ContributorView | null | 'behind'> {
  for (let waited = 0; ; waited += STEP_MS) {
    const view = await read(caller, ({ contributorViews }) => contributorViews.find(subject));
    if ((view?.version ?? 0) >= minVersion) return view;
    if (waited >= WAIT_MS) return 'behind';
    await pause(STEP_MS);
  }
}

async function matchesOf(deps: Deps, caller: Caller, contributor: ContributorView) {
  const { read, clock, payPolicy, index } = deps;
  const { contributorId } = contributor;
  const own = await read(caller, async ({ workPreferences, workRecords }) => ({
    preferences: await workPreferences.find(contributorId),
    evidence: await workRecords.reliabilityOf(contributorId),
  }));
  await deps.refreshIndex();
  const reach = index.reachOf({ contributor, ...own });
  const ids = [...reach.eligible, ...reach.steps.flatMap(({ shown }) => shown)].map(({ opportunityId }) => opportunityId);
  // How many applications wait in all is nobody's own: it is read as the system, and only the number.
  const shared = await read(system(caller), async (stores) => ({
    candidates: await stores.opportunityViews.findMany(ids),
    seats: await stores.seats.findMany(ids),
    openApplications: await stores.applications.countOpen(ids),
  }));
  const matches = rankMatches({ contributor, ...own, ...shared, exchangeRates: payPolicy.exchangeRates, now: clock() });
  return { matches, steps: stepsOf(reach.steps, matches) };
}

const system = ({ correlationId }: Caller): System => ({ kind: 'system', name: 'matching.matches', correlationId });
