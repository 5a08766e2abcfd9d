import { EngagementCompleted } from '@crossing/contracts';
import { dateOf, type Clock } from '@crossing/kernel';
import { notFound, requireCompanyRole, requirePerson, type Caller, type WrongState } from '@crossing/subgraph';
import type { Transact, Tx } from '../unit-of-work.ts';
import type { WorkTotals } from '../work/work-record.ts';
import { engagementFacts } from './engagement-facts.ts';
import { complete, type Engagement } from './engagement.ts';

interface Deps {
  readonly transact: Transact;
  readonly clock: Clock;
}

interface Request {
  readonly engagementId: string;
}

export interface CompleteEngagementSuccess {
  readonly kind: 'CompleteEngagementSuccess';
  readonly engagement: Engagement;
}
interface WorkUndecided {
  readonly kind: 'WorkUndecided';
  readonly message: string;
  readonly workRecords: number;
}

export type CompleteEngagementResult = CompleteEngagementSuccess | WorkUndecided | WrongState;

/** Ends an engagement as agreed; the track record is made from the event. The seat was used: it stays taken. */
export const completeEngagement =
  ({ transact, clock }: Deps) =>
  (caller: Caller, { engagementId }: Request): Promise<CompleteEngagementResult> => {
    requirePerson(caller);
    return transact(caller, async (tx) => {
      const engagement = await tx.engagements.lock(engagementId);
      if (!engagement) throw notFound('engagement');
      requireCompanyRole(caller, engagement.companyId, 'RECRUITER');
      const completed = complete(engagement, clock());
      if ('kind' in completed) return completed;
      if (completed === engagement) return { kind: 'CompleteEngagementSuccess', engagement };
      const offer = (await tx.offers.find(engagement.offerId))!;
      const totals = await tx.workRecords.totals(engagementId, offer.estimatedMinutesPerUnit ?? 0);
      if (totals.undecided > 0) return workUndecided(totals.undecided);
      await tx.engagements.update(completed, engagement.version);
      await tell(tx, completed, { ...engagementFacts(engagement, offer), ...figures(totals) });
      return { kind: 'CompleteEngagementSuccess', engagement: completed };
    });
  };

const figures = ({ unitsAccepted, unitsTotal, minutes }: WorkTotals) => ({ unitsAccepted, unitsTotal, minutes });

async function tell(tx: Tx, completed: Engagement, facts: Omit<EngagementCompleted, 'startedOn' | 'completedOn'>): Promise<void> {
  const { engagementId, version, startedAt, endedAt } = completed;
  tx.emit(EngagementCompleted, engagementId, { ...facts, startedOn: dateOf(startedAt!), completedOn: dateOf(endedAt!) });
  await tx.audit.record({ action: 'engagement.completed', aggregate: 'engagement', aggregateId: engagementId, version });
}

const workUndecided = (workRecords: number): WorkUndecided => ({
  kind: 'WorkUndecided',
  message: `Accept or reject ${workRecords === 1 ? 'the work record' : `the ${workRecords} work records`} that you have not decided on first.`,
  workRecords,
});
