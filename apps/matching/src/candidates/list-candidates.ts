import { dateOf, type Clock } from '@crossing/kernel';
import { connection, isMember, type Caller, type Connection, type Page, type System } from '@crossing/subgraph';
import type { PayPolicy } from '@crossing/taxonomy';
import { NEWCOMER } from '../eligibility/candidate-score.ts';
import type { MatchIndex } from '../matches/match-index.ts';
import { isComparable } from '../opportunity/decide-pair.ts';
import { takesApplications, type OpportunityView } from '../read-models/opportunity-view.ts';
import type { Read } from '../unit-of-work.ts';
import { cursorOf, pageAfter, rankCandidates, type Candidate, type Person } from './candidate.ts';

interface Deps {
  readonly read: Read;
  readonly clock: Clock;
  readonly payPolicy: PayPolicy;
  readonly index: MatchIndex;
  /** Builds the index for today, if it was built for another day. */
  readonly refreshIndex: () => Promise<void>;
  /** For how long something that was published may be missing in the read models. */
  readonly behindMs: () => number;
}

export interface CandidateConnection extends Connection<Candidate> {
  readonly asOf: Date;
  readonly behindMs: number;
}

// Each is decided exactly; nobody reads further, and a list that went on would be an export of the network.
const MOST = 200;

/** Of each opportunity a page of its candidates, best first; one set of statements for all. Empty for whoever is no member. */
export const listCandidatesOfOpportunities =
  (deps: Deps) =>
  async (caller: Caller, opportunityIds: readonly string[], page: Page): Promise<readonly CandidateConnection[]> => {
    const { read, clock, payPolicy, index } = deps;
    const { exchangeRates } = payPolicy;
    const now = clock();
    const found = await read(caller, ({ opportunityViews }) => opportunityViews.findMany(opportunityIds));
    const isShown = (opportunity: OpportunityView) =>
      isMember(caller, opportunity.companyId) &&
      takesApplications(opportunity, dateOf(now), now) &&
      isComparable(opportunity, exchangeRates);
    const shown = new Map(found.filter(isShown).map((opportunity) => [opportunity.opportunityId, opportunity]));
    await deps.refreshIndex();
    const best = new Map([...shown.keys()].map((id) => [id, index.topShown(id, MOST).people.map(({ personId }) => personId)]));
    const people = await peopleOf(deps, caller, [...new Set([...best.values()].flat())]);
    return opportunityIds.map((id) => {
      const opportunity = shown.get(id);
      const own = (best.get(id) ?? []).flatMap((personId) => people.get(personId) ?? []);
      const candidates = opportunity ? rankCandidates(opportunity, own, { exchangeRates, now }) : [];
      return { ...connection(pageAfter(candidates, page), page, cursorOf), asOf: now, behindMs: deps.behindMs() };
    });
  };

/** Read as the system: hours and rate decide who is shown, and are not shown. */
async function peopleOf({ read }: Deps, { correlationId }: Caller, ids: readonly string[]): Promise<ReadonlyMap<string, Person>> {
  const system: System = { kind: 'system', name: 'matching.candidates', correlationId };
  const { contributors, preferences, evidence } = await read(system, async (stores) => ({
    contributors: await stores.contributorViews.findMany(ids),
    preferences: await stores.workPreferences.findMany(ids),
    evidence: await stores.workRecords.reliabilityOfMany(ids),
  }));
  const stated = new Map(preferences.map((own) => [own.contributorId, own]));
  return new Map(
    contributors.map((contributor) => {
      const { contributorId } = contributor;
      const own = { preferences: stated.get(contributorId) ?? null, evidence: evidence.get(contributorId) ?? NEWCOMER };
      return [contributorId, { contributor, ...own }];
    }),
  );
}
