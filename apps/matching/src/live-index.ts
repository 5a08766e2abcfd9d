import { dateOf, type Clock, type HealthState } from '@crossing/kernel';
import { persist, sparingLog, type Bus, type Follower } from '@crossing/messaging';
import type { Logger } from '@crossing/runtime';
import type { System } from '@crossing/subgraph';
import type { DatedRates } from '@crossing/taxonomy';
import { followStates, loadIndex, ownOf, watchProjection } from './matches/follow-states.ts';
import { matchIndex, type MatchIndex } from './matches/match-index.ts';
import { projectionLag } from './matches/projection-lag.ts';
import type { Read } from './unit-of-work.ts';

const system: System = { kind: 'system', name: 'matching.index', correlationId: 'matching.index' };

/** The index in this process, in step with the state topics while it runs. */
export interface LiveIndex {
  readonly index: MatchIndex;
  /** Builds it anew; whoever asks meanwhile shares the answer. */
  readonly refresh: () => Promise<void>;
  /** Builds it for today, if it was built for another day. */
  readonly refreshForToday: () => Promise<void>;
  /** Applies what a person changed here, which no event tells. */
  readonly personChanged: (contributorId: string) => Promise<void>;
  readonly isBehind: () => boolean;
  readonly behindMs: () => number;
  readonly state: () => HealthState;
  /** Begins to build it, and keeps it in step from then on; answers how to stop. */
  readonly start: () => Promise<() => Promise<void>>;
}

interface Deps {
  readonly bus: Bus;
  readonly read: Read;
  readonly clock: Clock;
  readonly exchangeRates: DatedRates;
  readonly log: Logger;
}

/** An index that is empty until `start`, or until somebody asks for matches. */
export function liveIndex({ bus, read, clock, exchangeRates, log }: Deps): LiveIndex {
  const index = matchIndex({ clock, exchangeRates });
  const lag = projectionLag(() => performance.now());
  let refreshing: Promise<void> | null = null;
  let hasCaughtUp = false;
  const refresh = (): Promise<void> => (refreshing ??= loadIndex({ read, index }).finally(() => (refreshing = null)));
  return {
    index,
    refresh,
    refreshForToday: async () => (index.builtOn === dateOf(clock()) ? undefined : refresh()),
    async personChanged(contributorId) {
      try {
        await read(system, async (stores) => {
          const contributor = await stores.contributorViews.find(contributorId);
          if (contributor) index.putPerson({ contributor, ...(await ownOf(stores, contributorId)) });
        });
      } catch (error) {
        // The change is committed, and the person's own list looks at the tables first: nothing to fail for.
        log.warn({ err: error }, 'The index could not take a person’s change; it has it when it is built again.');
      }
    },
    isBehind: lag.isBehind,
    behindMs: lag.behindMs,
    state: () => (hasCaughtUp ? lag.state() : { status: 'down', detail: 'the index is not built yet' }),
    async start() {
      const complain = sparingLog(log);
      let follower: Follower | undefined;
      // The bus may be out at this moment: the index is built when it is there, and whoever asks meanwhile gets one from the tables.
      const building = persist(
        async () => {
          follower = await followStates({ bus, read, index, lag, log });
          void follower.caughtUp.then(() => (hasCaughtUp = true));
        },
        (error) => complain(error, {}, 'The index cannot be built; it is tried again.'),
      );
      const stopWatching = watchProjection({ bus, lag, index, log });
      return async () => {
        await stopWatching();
        await building.stop();
        await follower?.stop();
      };
    },
  };
}
