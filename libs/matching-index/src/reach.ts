import type { Alternative, Clause } from './entries.ts';

/** An opportunity in the list of a person. */
export interface Fitting {
  readonly opportunityId: string;
  /** The points of every bonus: the person's merit is the same for all. */
  readonly points: number;
  /** Orders equal points: see `tieBreak`. */
  readonly tie: number;
}

/** One change, and what it opens: the opportunities of which nothing else is lacking. */
export interface Step {
  readonly kind: string;
  /** What has to be met: a tag, or a range in words. */
  readonly key: string;
  /** How many lack nothing else. */
  readonly opens: number;
  /** Those of them that are shown here, the best first; none is shown under two steps. */
  readonly shown: readonly Fitting[];
}

/** What a person can have now, and what with one step more. */
export interface Reach {
  /** How many the person is eligible for. */
  readonly count: number;
  /** The best `k` of them. */
  readonly eligible: readonly Fitting[];
  /** The step that opens most first; steps under which nothing is shown are left out. */
  readonly steps: readonly Step[];
}

export interface ReachOptions {
  readonly k: number;
  /** How many near misses are shown in all. */
  readonly nearMisses: number;
  /** How many of them by the kind of their step; what has no quota is no step. The kind of a tag is what stands before its first space. */
  readonly quota: Readonly<Record<string, number>>;
}

/** A pair that fits, or lacks the one clause. */
export interface Standing extends Fitting {
  readonly unmet: Clause | null;
}

/** What meets a clause, as a step. */
export function stepOf(alternative: Alternative): { readonly kind: string; readonly key: string } {
  switch (alternative.kind) {
    case 'tag':
      return { kind: alternative.tag.split(' ', 1)[0]!, key: alternative.tag };
    case 'offset':
      return { kind: 'offset', key: `offset ${alternative.centre} ${alternative.within}` };
    case 'rate':
      return { kind: 'rate', key: `rate ${alternative.atMostCents}` };
    default:
      return { kind: alternative.kind, key: `${alternative.kind} ${alternative.atLeast}` };
  }
}

/** More points first, then greater tie-breaks, then by id. */
export const byFit = (a: Fitting, b: Fitting): number =>
  b.points - a.points || b.tie - a.tie || (a.opportunityId < b.opportunityId ? -1 : 1);

/** The plain meaning: what every faster way must agree with. */
export function reachOf(standings: readonly Standing[], { k, nearMisses, quota }: ReachOptions): Reach {
  const ranked = standings.toSorted(byFit);
  const eligible = ranked.filter(({ unmet }) => unmet === null);
  const opened = Map.groupBy(ranked.flatMap(stepsOf), ({ key }) => key);
  const mostFirst = [...opened.values()].sort((a, b) => b.length - a.length || (a[0]!.key < b[0]!.key ? -1 : 1));
  const left = new Map(Object.entries(quota));
  const taken = new Set<string>();
  const steps: Step[] = [];
  for (const group of mostFirst) {
    const { kind, key } = group[0]!;
    const room = Math.min(left.get(kind) ?? 0, nearMisses - taken.size);
    const shown = group.filter(({ fitting }) => !taken.has(fitting.opportunityId)).slice(0, Math.max(0, room));
    if (shown.length === 0) continue;
    for (const { fitting } of shown) taken.add(fitting.opportunityId);
    left.set(kind, left.get(kind)! - shown.length);
    steps.push({ kind, key, opens: group.length, shown: shown.map(({ fitting }) => fitting) });
  }
  return { count: eligible.length, eligible: eligible.slice(0, k).map(fittingOf), steps };
}

const fittingOf = ({ opportunityId, points, tie }: Standing): Fitting => ({ opportunityId, points, tie });

/** Each change that would meet the unmet clause. */
function stepsOf(standing: Standing) {
  const steps = new Map((standing.unmet?.anyOf ?? []).map((alternative) => [stepOf(alternative).key, stepOf(alternative)]));
  return [...steps.values()].map((step) => ({ ...step, fitting: fittingOf(standing) }));
}
