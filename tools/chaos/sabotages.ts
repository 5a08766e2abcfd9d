import type { Kind } from './kinds.ts';

/** A guard that a run can do without, to show that the run would notice. */
export const SABOTAGES = ['inbox-claim', 'coverage-check', 'leader-lock', 'version-check'] as const;
export type Sabotage = (typeof SABOTAGES)[number];

interface Plan {
  /** The faults that the guard is there for, unless others are asked for. */
  readonly faults: readonly Kind[];
  /** Which groups apply what their inbox has already seen: another guard would hide what this one is for. */
  readonly withoutClaim: 'all' | 'projection' | 'none';
}

export const PLANS: Readonly<Record<Sabotage, Plan>> = {
  'inbox-claim': { faults: ['duplicate', 'kill-relay'], withoutClaim: 'all' },
  'coverage-check': { faults: ['freeze-broker'], withoutClaim: 'none' },
  // Two leaders repeat each other's events and nothing worse, and the inbox drops repeats: nothing else need go wrong.
  'leader-lock': { faults: [], withoutClaim: 'all' },
  // The read models' inbox would drop what is old before the version is looked at.
  'version-check': { faults: ['duplicate'], withoutClaim: 'projection' },
};
