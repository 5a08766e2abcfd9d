import type { Clock } from '@crossing/kernel';
import {
  InputCheck,
  notFound,
  requireCompanyRole,
  requirePerson,
  type Caller,
  type InvalidInput,
  type WrongState,
} from '@crossing/subgraph';
import type { Transact } from '../unit-of-work.ts';
import { moveWork } from './move-work.ts';
import { WORK_AUTO_ACCEPTS } from './submit-work.ts';
import { reject, type RejectionReason, type WorkRecord } from './work-record.ts';

interface Deps {
  readonly transact: Transact;
  readonly clock: Clock;
}

interface Request {
  readonly workRecordId: string;
  readonly reason: RejectionReason;
  readonly evidence: string;
}

export interface RejectWorkSuccess {
  readonly kind: 'RejectWorkSuccess';
  readonly workRecord: WorkRecord;
}

export type RejectWorkResult = RejectWorkSuccess | InvalidInput | WrongState;

/** Rejects work for a reason of the closed list, with evidence. That it is not good enough is none of them. */
export const rejectWork =
  ({ transact, clock }: Deps) =>
  async (caller: Caller, { workRecordId, reason, ...request }: Request): Promise<RejectWorkResult> => {
    requirePerson(caller);
    const check = new InputCheck();
    const evidence = check.text('evidence', request.evidence, { min: 20, max: 4000 });
    return transact(caller, async (tx): Promise<RejectWorkResult> => {
      const work = await tx.workRecords.lock(workRecordId);
      if (!work) throw notFound('work record');
      requireCompanyRole(caller, work.companyId, 'RECRUITER');
      const problem = check.problem();
      if (problem) return problem;
      const rejected = reject(work, { reason, evidence, now: clock() });
      if ('message' in rejected) return rejected;
      if (rejected !== work) {
        await moveWork(tx, work, rejected, clock());
        await tx.deadlines.clear(WORK_AUTO_ACCEPTS, workRecordId);
      }
      return { kind: 'RejectWorkSuccess', workRecord: rejected };
    });
  };
