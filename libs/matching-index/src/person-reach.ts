import { fitRanking } from './fit-ranking.ts';
import type { OpportunityPostings } from './opportunity-postings.ts';
import type { Columns } from './people-memory.ts';
import type { Reach, ReachOptions } from './reach.ts';

interface Person {
  readonly identity: number;
  readonly tags: readonly number[];
  readonly columns: Columns;
}

/** What a person can have, over all opportunities in one pass. */
export function personReach(postings: OpportunityPostings, { identity, tags, columns }: Person, options: ReachOptions): Reach {
  const { eligible, near } = postings.match(tags, columns);
  const ranking = fitRanking(postings, identity, tags);
  return {
    count: eligible.length,
    eligible: ranking.best(eligible, options.k, (slot) => slot).map(ranking.fit),
    steps: postings.steps.choose({ slots: near, ways: postings.waysOfNear() }, options, ranking),
  };
}
