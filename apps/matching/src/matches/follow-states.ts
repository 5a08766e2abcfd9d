import { OpportunityState, ProfileState } from '@crossing/contracts';
import { on, sparingLog, startFollower, type Bus, type Follower, type Reaction } from '@crossing/messaging';
import type { Logger } from '@crossing/runtime';
import type { System } from '@crossing/subgraph';
import { contributorViewOf } from '../read-models/contributor-view.ts';
import { opportunityViewOf } from '../read-models/opportunity-view.ts';
import type { Read, Stores } from '../unit-of-work.ts';
import type { MatchIndex, WorldPage } from './match-index.ts';
import type { ProjectionLag } from './projection-lag.ts';

interface Deps {
  readonly bus: Bus;
  readonly read: Read;
  readonly index: MatchIndex;
  readonly lag: ProjectionLag;
  readonly log: Logger;
}

/** The consumer group of the read models. */
const PROJECTION_GROUP = 'matching.projection';
const STATE_TOPICS = [ProfileState.topic, OpportunityState.topic];
const LOOK_MS = 1000;

const system: System = { kind: 'system', name: 'matching.index', correlationId: 'matching.index' };

/** What is known of a person only here. */
export const ownOf = async ({ workPreferences, workRecords }: Stores, contributorId: string) => ({
  preferences: await workPreferences.find(contributorId),
  evidence: await workRecords.reliabilityOf(contributorId),
});

/** Builds the index from the tables. */
export const loadIndex = ({ read, index }: Pick<Deps, 'read' | 'index'>): Promise<void> =>
  index.rebuild({ people: () => read(system, ({ contributorViews }) => contributorViews.count()), pages: () => tables(read) });

// Small enough that requests are answered between two pages.
const PAGE = 1000;

/** The tables page by page, each in a transaction of its own: what changes meanwhile is told to the index. */
async function* tables(read: Read): AsyncIterable<WorldPage> {
  const people = pages(
    (after) =>
      read(system, async ({ contributorViews, workPreferences, workRecords }) => {
        const contributors = await contributorViews.page(after, PAGE);
        const ids = contributors.map(({ contributorId }) => contributorId);
        return { contributors, preferences: await workPreferences.findMany(ids), evidence: await workRecords.reliabilityOfMany(ids) };
      }),
    ({ contributors }) => contributors.map(({ contributorId }) => contributorId),
  );
  for await (const page of people) yield { ...page, opportunities: [] };
  const work = pages(
    (after) => read(system, ({ opportunityViews }) => opportunityViews.page(after, PAGE)),
    (opportunities) => opportunities.map(({ opportunityId }) => opportunityId),
  );
  for await (const opportunities of work) yield { contributors: [], preferences: [], evidence: new Map(), opportunities };
}

async function* pages<Page>(get: (after: string | null) => Promise<Page>, idsOf: (page: Page) => readonly string[]): AsyncIterable<Page> {
  for (let after: string | null = null; ;) {
    const page = await get(after);
    const ids = idsOf(page);
    yield page;
    if (ids.length < PAGE) return;
    after = ids.at(-1)!;
  }
}

/**
 * Keeps the index in step: reads how far the read models have come, **then** loads the tables, then follows the topics from
 * there on its own account (decisions D24); what it meets twice has no newer version.
 */
export async function followStates(deps: Deps): Promise<Follower> {
  const { bus, lag, log } = deps;
  const from = await bus.committed(PROJECTION_GROUP, STATE_TOPICS);
  await loadIndex(deps);
  return startFollower({ bus: watched(bus, lag), from, reactions: indexReactions(deps), log });
}

/** The bus, with what is followed also shown to `lag`. */
const watched = (bus: Bus, lag: ProjectionLag): Bus => ({
  ...bus,
  follow: ({ handle, ...options }) =>
    bus.follow({
      ...options,
      handle: async (slice) => {
        lag.saw(slice);
        await handle(slice);
      },
    }),
});

const indexReactions = ({ read, index }: Deps): readonly Reaction<void>[] => [
  on<ProfileState, void>(ProfileState, async (_, { key, data }) => {
    if (data === null) return index.removePerson(key);
    index.putPerson({ contributor: contributorViewOf(data), ...(await read(system, (stores) => ownOf(stores, key))) });
  }),
  on<OpportunityState, void>(OpportunityState, async (_, { key, data }) => {
    if (data === null) index.removeOpportunity(key);
    else index.putOpportunity(opportunityViewOf(data));
  }),
];

/** Looks each second how far the read models have come, and tells `lag` and the index; answers how to stop. */
export function watchProjection({ bus, lag, index, log }: Pick<Deps, 'bus' | 'lag' | 'index' | 'log'>): () => Promise<void> {
  const complain = sparingLog(log);
  const look = () =>
    bus
      .committed(PROJECTION_GROUP, STATE_TOPICS)
      .then((offsets) => {
        if (lag.committed(offsets)) index.settle();
      })
      .catch((error: unknown) => complain(error, {}, 'How far the read models are is not known; it is tried again.'));
  let looking: Promise<void> = look();
  const timer = setInterval(() => (looking = look()), LOOK_MS).unref();
  return async () => {
    clearInterval(timer);
    await looking;
  };
}
