import { DAY, dateOf, unreachable } from '@crossing/kernel';
import { InputCheck } from '@crossing/subgraph/input-check.ts';
import { wrongState, type InvalidInput, type WrongState } from '@crossing/subgraph/problems.ts';
import type { Profile, ProfileState } from '../profile/profile.ts';

export type ProfileOutcome = 'ADMIT' | 'REQUEST_CHANGES' | 'NOT_ADMIT';

/** What skilled judgment takes (B16); the same four for everybody. */
export const VETTING_CRITERIA = ['ATTENTION', 'CARE', 'DOMAIN_KNOWLEDGE', 'JUDGMENT'] as const;
export type VettingCriterion = (typeof VETTING_CRITERIA)[number];

export interface CriterionFinding {
  readonly criterion: VettingCriterion;
  readonly met: boolean;
  readonly note: string;
}

/** A reviewer's decision, as the person reads it; who decided stays with the staff. */
export interface ProfileDecision {
  readonly outcome: ProfileOutcome;
  readonly criteria: readonly CriterionFinding[];
  /** `YYYY-MM-DD`; with NOT_ADMIT only. */
  readonly reapplyAfter: string | null;
  readonly decidedBy: string;
  readonly decidedAt: Date;
}

export type Verdict = Pick<ProfileDecision, 'outcome' | 'criteria' | 'reapplyAfter'>;

/** Nobody is kept waiting for longer. */
const LONGEST_WAIT = 180 * DAY;

/** Checks that a verdict says what the person is owed: every criterion, the reasons, and a way back. Lists every issue. */
export function checkVerdict(verdict: Verdict, now: Date): Verdict | InvalidInput {
  const check = new InputCheck();
  check.list('criteria', verdict.criteria, { max: VETTING_CRITERIA.length, key: ({ criterion }) => criterion });
  for (const missing of VETTING_CRITERIA.filter((criterion) => !verdict.criteria.some((finding) => finding.criterion === criterion)))
    check.that(false, 'criteria', 'complete', `criteria lacks a finding on ${missing}.`);
  const criteria = verdict.criteria.map((finding, index) => ({ ...finding, note: checkNote(check, verdict, finding, index) }));
  const someUnmet = verdict.criteria.some(({ met }) => !met);
  check.that(verdict.outcome === 'ADMIT' || someUnmet, 'criteria', 'unmet', `${verdict.outcome} needs a criterion that is not met.`);
  checkReapplyAfter(check, verdict, now);
  return check.problem() ?? { ...verdict, criteria };
}

function checkNote(check: InputCheck, { outcome }: Verdict, { met, note }: CriterionFinding, index: number): string {
  return check.text(`criteria.${index}.note`, note, { min: outcome === 'NOT_ADMIT' || !met ? 1 : 0, max: 2000 });
}

function checkReapplyAfter(check: InputCheck, { outcome, reapplyAfter }: Verdict, now: Date): void {
  const path = 'reapplyAfter';
  if (outcome !== 'NOT_ADMIT') {
    check.that(reapplyAfter === null, path, 'forbidden', `Only NOT_ADMIT takes ${path}.`);
    return;
  }
  const [today, latest] = [dateOf(now), dateOf(new Date(now.getTime() + LONGEST_WAIT))];
  const inTime = reapplyAfter !== null && reapplyAfter >= today && reapplyAfter <= latest;
  check.that(inTime, path, 'range', `NOT_ADMIT needs ${path} from ${today} to ${latest}.`);
}

/** The profile after a verdict. Only what was submitted can be decided. */
export function decide(profile: Profile, verdict: Verdict, { decidedBy, now }: { decidedBy: string; now: Date }): Profile | WrongState {
  if (profile.state !== 'SUBMITTED') return wrongState(profile.state, 'SUBMITTED');
  const admittedAt = verdict.outcome === 'ADMIT' ? (profile.admittedAt ?? now) : profile.admittedAt;
  const decision = { ...verdict, decidedBy, decidedAt: now };
  return { ...profile, state: stateAfter(verdict.outcome), version: profile.version + 1, admittedAt, decision };
}

function stateAfter(outcome: ProfileOutcome): ProfileState {
  switch (outcome) {
    case 'ADMIT':
      return 'ACTIVE';
    case 'REQUEST_CHANGES':
      return 'CHANGES_REQUESTED';
    case 'NOT_ADMIT':
      return 'NOT_ADMITTED';
    default:
      return unreachable(outcome);
  }
}

/** The reviewer is the person (decisions D6: companies that both belong to are not knowable here). */
export interface ConflictOfInterest {
  readonly kind: 'ConflictOfInterest';
  readonly message: string;
}
