import { setTimeout as pause } from 'node:timers/promises';
import { OpportunityState, ProfileState } from '@crossing/contracts';
import type { Bus, Following, Message, Slice } from '@crossing/messaging';
import type { Logger } from '@crossing/runtime';
import type { System } from '@crossing/subgraph';
import { contributorViewOf } from '../read-models/contributor-view.ts';
import { opportunityViewOf } from '../read-models/opportunity-view.ts';
import type { Read } from '../unit-of-work.ts';
import type { MatchIndex } from './match-index.ts';
import type { ProjectionLag } from './projection-lag.ts';

interface Deps {
  readonly bus: Bus;
  readonly read: Read;
  readonly index: MatchIndex;
  readonly lag: ProjectionLag;
  readonly log: Logger;
}

/** The consumer group of the read models. */
export const PROJECTION_GROUP = 'matching.projection';
export const STATE_TOPICS = [ProfileState.topic, OpportunityState.topic];

const system: System = { kind: 'system', name: 'matching.index', correlationId: 'matching.index' };

/** Builds the index from the tables. */
export const loadIndex = async ({ read, index }: Pick<Deps, 'read' | 'index'>): Promise<void> =>
  index.rebuild(
    await read(system, async (stores) => ({
      contributors: await stores.contributorViews.all(),
      preferences: await stores.workPreferences.all(),
      opportunities: await stores.opportunityViews.all(),
      exchangeRates: await stores.policy.exchangeRates(),
    })),
  );

/**
 * Keeps the index in step: reads how far the read models have come, **then** loads the tables, then follows the topics from
 * there on its own account (decisions D24). What it meets twice has no newer version, and is passed over.
 * Resolves when the index has caught up; answers how to stop.
 */
export async function followStates(deps: Deps): Promise<() => Promise<void>> {
  const stopping = new AbortController();
  let following = await begin(deps);
  const ended = (async () => {
    while (!stopping.signal.aborted) {
      try {
        await following.done;
        if (stopping.signal.aborted) return;
        following = await begin(deps);
      } catch (error) {
        deps.log.error({ err: error }, 'The index lost the state topics; it begins anew.');
        await pause(1000, undefined, { signal: stopping.signal }).catch(() => {});
        following = stopping.signal.aborted ? following : await begin(deps).catch(() => following);
      }
    }
  })();
  return async () => {
    stopping.abort();
    await following.stop().catch(() => {});
    await ended;
  };
}

async function begin(deps: Deps): Promise<Following> {
  const from = await deps.bus.committed(PROJECTION_GROUP, STATE_TOPICS);
  await loadIndex(deps);
  const following = deps.bus.follow({ topics: STATE_TOPICS, from, handle: (slice) => handle(deps, slice) });
  await following.caughtUp;
  return following;
}

async function handle(deps: Deps, slice: Slice): Promise<void> {
  deps.lag.saw(slice);
  for (const message of slice.messages) {
    try {
      await apply(deps, message);
    } catch (error) {
      // The projection parks such a message; the index does without it until a newer one comes.
      deps.log.warn({ err: error, topic: message.topic, key: message.key }, 'The index passed over a state that it cannot read.');
    }
  }
}

async function apply({ read, index }: Deps, { topic, key, value }: Message): Promise<void> {
  const raw: unknown = value === null ? null : JSON.parse(value.toString());
  if (topic === OpportunityState.topic) {
    if (raw === null) index.removeOpportunity(key);
    else index.putOpportunity(opportunityViewOf(OpportunityState.parse(raw)));
    return;
  }
  if (raw === null) {
    index.removeContributor(key);
    return;
  }
  const preferences = await read(system, ({ workPreferences }) => workPreferences.find(key));
  index.putContributor(contributorViewOf(ProfileState.parse(raw)), preferences);
}
