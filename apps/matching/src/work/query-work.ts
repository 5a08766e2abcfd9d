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
import { query, type WorkRecord } from './work-record.ts';

interface Deps {
  readonly transact: Transact;
  readonly clock: Clock;
}

interface Request {
  readonly workRecordId: string;
  readonly note: string;
}

export interface QueryWorkSuccess {
  readonly kind: 'QueryWorkSuccess';
  readonly workRecord: WorkRecord;
}

export type QueryWorkResult = QueryWorkSuccess | InvalidInput | WrongState;

/** Asks the person about their work, once: the company gets 14 more days, and silence still accepts it. */
export const queryWork =
  ({ transact, clock }: Deps) =>
  async (caller: Caller, request: Request): Promise<QueryWorkResult> => {
    requirePerson(caller);
    const check = new InputCheck();
    const note = check.text('note', request.note, { max: 2000 });
    return transact(caller, async (tx): Promise<QueryWorkResult> => {
      const work = await tx.workRecords.lock(request.workRecordId);
      if (!work) throw notFound('work record');
      requireCompanyRole(caller, work.companyId, 'RECRUITER');
      const problem = check.problem();
      if (problem) return problem;
      const queried = query(work, note, clock());
      if ('message' in queried) return queried;
      if (queried !== work) {
        await moveWork(tx, work, queried, clock());
        await tx.deadlines.set(WORK_AUTO_ACCEPTS, queried.workRecordId, queried.autoAcceptsAt);
      }
      return { kind: 'QueryWorkSuccess', workRecord: queried };
    });
  };
