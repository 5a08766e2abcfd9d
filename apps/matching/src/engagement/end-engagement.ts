import { EngagementTerminated } from '@crossing/contracts';
import { dateOf, type Clock } from '@crossing/kernel';
import {
  InputCheck,
  notFound,
  requireCompanyRole,
  requirePerson,
  type Caller,
  type InvalidInput,
  type WrongState,
} from '@crossing/subgraph';
import type { Transact, Tx } from '../unit-of-work.ts';
import { engagementFacts } from './engagement-facts.ts';
import { endEarly, type Engagement, type EngagementParty } from './engagement.ts';

interface Deps {
  readonly transact: Transact;
  readonly clock: Clock;
}

interface Request {
  readonly engagementId: string;
  readonly reason: string;
}

export interface EndEngagementSuccess {
  readonly kind: 'EndEngagementSuccess';
  readonly engagement: Engagement;
}

export type EndEngagementResult = EndEngagementSuccess | InvalidInput | WrongState;

/**
 * Ends an engagement early, by either side. The seat is released, so that the company may fill it again; what is owed
 * stays owed, and work of before can still be submitted and decided.
 */
export const endEngagement =
  ({ transact, clock }: Deps) =>
  async (caller: Caller, request: Request): Promise<EndEngagementResult> => {
    const person = requirePerson(caller);
    const check = new InputCheck();
    const reason = check.text('reason', request.reason, { max: 1000 });
    return transact(caller, async (tx): Promise<EndEngagementResult> => {
      const engagement = await tx.engagements.lock(request.engagementId);
      if (!engagement) throw notFound('engagement');
      const by: EngagementParty = engagement.contributorId === person.subject ? 'CONTRIBUTOR' : 'COMPANY';
      if (by === 'COMPANY') requireCompanyRole(caller, engagement.companyId, 'RECRUITER');
      const problem = check.problem();
      if (problem) return problem;
      const ended = endEarly(engagement, { by, reason, now: clock() });
      if ('kind' in ended) return ended;
      if (ended !== engagement) await store(tx, engagement, ended);
      return { kind: 'EndEngagementSuccess', engagement: ended };
    });
  };

async function store(tx: Tx, before: Engagement, ended: Engagement): Promise<void> {
  const { engagementId, version, startedAt, endedAt, endedBy, opportunityId } = ended;
  const offer = (await tx.offers.find(ended.offerId))!;
  await tx.engagements.update(ended, before.version);
  await tx.seats.release(opportunityId);
  tx.emit(EngagementTerminated, engagementId, {
    ...engagementFacts(ended, offer),
    ...{ by: endedBy!, startedOn: startedAt && dateOf(startedAt), terminatedOn: dateOf(endedAt!) },
  });
  await tx.audit.record({
    action: 'engagement.terminated',
    aggregate: 'engagement',
    aggregateId: engagementId,
    version,
    detail: { by: endedBy },
  });
}
