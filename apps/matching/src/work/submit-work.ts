import { WorkSubmitted } from '@crossing/contracts';
import type { Clock, NewId } from '@crossing/kernel';
import { once } from '@crossing/service';
import { notFound, requirePerson, wrongState, type Caller, type InvalidInput, type WrongState } from '@crossing/subgraph';
import { begin, takesWork, type Engagement } from '../engagement/engagement.ts';
import { startEngagement } from '../engagement/open-engagement.ts';
import type { Transact, Tx } from '../unit-of-work.ts';
import { workInput, type WorkInput } from './work-input.ts';
import { ACCEPTANCE_PERIOD, type WorkRecord } from './work-record.ts';

interface Deps {
  readonly transact: Transact;
  readonly clock: Clock;
  readonly newId: NewId;
}

interface Request extends WorkInput {
  readonly engagementId: string;
  readonly idempotencyKey: string | null;
}

export interface SubmitWorkSuccess {
  readonly kind: 'SubmitWorkSuccess';
  readonly workRecord: WorkRecord;
}

export type SubmitWorkResult = SubmitWorkSuccess | InvalidInput | WrongState;

/** The deadline at which silence accepts work. */
export const WORK_AUTO_ACCEPTS = 'work-auto-accepts';

/** Submits work under the caller's own engagement; silence of 14 days accepts it. */
export const submitWork =
  ({ transact, clock, newId }: Deps) =>
  (caller: Caller, { idempotencyKey, ...request }: Request): Promise<SubmitWorkResult> => {
    const { subject } = requirePerson(caller);
    return transact(caller, (tx) =>
      once<SubmitWorkResult>(
        tx,
        { subject, mutation: 'submitWork', key: idempotencyKey, body: request },
        {
          effect: async () => {
            const engagement = await tx.engagements.lock(request.engagementId);
            if (engagement?.contributorId !== subject) throw notFound('engagement');
            return submit(tx, engagement, request, { now: clock(), newId });
          },
          remember: (result) =>
            result.kind === 'SubmitWorkSuccess' ? { kind: result.kind, ids: { workRecordId: result.workRecord.workRecordId } } : null,
          replay: async ({ ids }) => ({
            kind: 'SubmitWorkSuccess',
            workRecord: (await tx.workRecords.find(ids['workRecordId']!))!,
          }),
        },
      ),
    );
  };

async function submit(tx: Tx, known: Engagement, input: WorkInput, { now, newId }: { now: Date; newId: NewId }): Promise<SubmitWorkResult> {
  const started = begin(known, now);
  const engagement = started ?? known;
  if (!takesWork(engagement, input.to, now)) return wrongState(engagement.state, 'ACTIVE');
  const offer = (await tx.offers.find(engagement.offerId))!;
  const standing = await tx.workRecords.standing(engagement.engagementId);
  const checked = workInput(input, { engagement, offer, standing, now });
  if ('kind' in checked) return checked;
  if (started) await startEngagement(tx, known, started);
  const workRecord = recordOf(engagement, { ...input, note: checked.note }, { workRecordId: newId(), now });
  await tx.workRecords.add(workRecord);
  await tx.deadlines.set(WORK_AUTO_ACCEPTS, workRecord.workRecordId, workRecord.autoAcceptsAt);
  await tell(tx, workRecord);
  return { kind: 'SubmitWorkSuccess', workRecord };
}

const recordOf = (
  { engagementId, contributorId, companyId }: Engagement,
  { kind, quantity, from, to, note }: WorkInput,
  { workRecordId, now }: { workRecordId: string; now: Date },
): WorkRecord => ({
  ...{ workRecordId, engagementId, contributorId, companyId, kind, quantity, from, to, note },
  ...{ state: 'SUBMITTED', submittedAt: now, autoAcceptsAt: new Date(now.getTime() + ACCEPTANCE_PERIOD) },
  ...{ queryNote: null, rejectionReason: null, rejectionEvidence: null, version: 1 },
});

async function tell(tx: Tx, { workRecordId, engagementId, companyId, contributorId, kind, quantity, ...work }: WorkRecord): Promise<void> {
  tx.emit(WorkSubmitted, workRecordId, {
    ...{ workRecordId, engagementId, companyId, contributorId, kind, quantity },
    ...{ autoAcceptsAt: work.autoAcceptsAt.toISOString(), submittedAt: work.submittedAt.toISOString() },
  });
  await tx.audit.record({ action: 'work.submitted', aggregate: 'work', aggregateId: workRecordId, version: 1, detail: { kind, quantity } });
}
