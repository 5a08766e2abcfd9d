import type { Clock, NewId } from '@crossing/kernel';
import { notFound, requireCompanyRole, requirePerson, type Caller, type WrongState } from '@crossing/subgraph';
import { accrueObligation } from '../obligation/accrue-obligation.ts';
import type { Transact } from '../unit-of-work.ts';
import { moveWork } from './move-work.ts';
import { WORK_AUTO_ACCEPTS } from './submit-work.ts';
import { accept, type WorkRecord } from './work-record.ts';

interface Deps {
  readonly transact: Transact;
  readonly clock: Clock;
  readonly newId: NewId;
}

interface Request {
  readonly workRecordId: string;
}

export interface AcceptWorkSuccess {
  readonly kind: 'AcceptWorkSuccess';
  readonly workRecord: WorkRecord;
}

export type AcceptWorkResult = AcceptWorkSuccess | WrongState;

/** Accepts work: from then on the company owes its pay, at the frozen rate. */
export const acceptWork =
  ({ transact, clock, newId }: Deps) =>
  (caller: Caller, { workRecordId }: Request): Promise<AcceptWorkResult> => {
    requirePerson(caller);
    return transact(caller, async (tx) => {
      const work = await tx.workRecords.lock(workRecordId);
      if (!work) throw notFound('work record');
      requireCompanyRole(caller, work.companyId, 'RECRUITER');
      const accepted = accept(work, clock());
      // A work record has a kind of its own, hence this test.
      if ('message' in accepted) return accepted;
      if (accepted !== work) {
        await moveWork(tx, work, accepted, clock());
        await tx.deadlines.clear(WORK_AUTO_ACCEPTS, workRecordId);
        await accrueObligation(tx, accepted, { obligationId: newId(), now: clock() });
      }
      return { kind: 'AcceptWorkSuccess', workRecord: accepted };
    });
  };
