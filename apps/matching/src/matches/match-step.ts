import type { Step } from '@crossing/matching-index';
import type { Change } from '../eligibility/counterfactuals.ts';
import { requiredLevel, tagName } from '../eligibility/tags.ts';
import type { Match } from './match.ts';

/** One change, and for how many opportunities it is all that is missing. */
export interface MatchStep {
  readonly change: Change;
  readonly opens: number;
}

/** The steps that the index found, in the words of the decisions about what they open. */
export function stepsOf(steps: readonly Step[], matches: readonly Match[]): readonly MatchStep[] {
  const decided = new Map(matches.map((match) => [match.opportunityId, match.eligibility]));
  return steps.flatMap(({ kind, key, opens, shown }) => {
    const changes = shown.flatMap(({ opportunityId }) => decided.get(opportunityId)?.counterfactuals ?? []).map(({ change }) => change);
    // Hours are in the index as a range, whose words are its own.
    const change = changes.find((one) => (one.kind === 'HOURS' ? kind.startsWith('hours') : keyOf(one) === key));
    return change ? [{ change, opens }] : [];
  });
}

const keyOf = ({ kind, code, level }: Change): string => tagName(kind, code, requiredLevel({ kind, code, minLevel: level }));
