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
import { turnDown, TURN_DOWN_REASONS, type Application, type TurnDownReason } from './application.ts';
import { moveApplication } from './move-application.ts';

interface Deps {
  readonly transact: Transact;
  readonly clock: Clock;
}

interface Request {
  readonly applicationId: string;
  readonly reasonCodes: readonly TurnDownReason[];
  readonly feedback: string;
}

export interface TurnDownApplicationSuccess {
  readonly kind: 'TurnDownApplicationSuccess';
  readonly application: Application;
}

export type TurnDownApplicationResult = TurnDownApplicationSuccess | InvalidInput | WrongState;

/** Tells an applicant that they were not selected, with reasons of the closed list and a word that helps. */
export const turnDownApplication =
  ({ transact, clock }: Deps) =>
  async (caller: Caller, { applicationId, ...request }: Request): Promise<TurnDownApplicationResult> => {
    requirePerson(caller);
    const check = new InputCheck();
    const reasonCodes = check.list('reasonCodes', request.reasonCodes, { min: 1, max: TURN_DOWN_REASONS.length });
    const feedback = check.text('feedback', request.feedback, { max: 2000 });
    return transact(caller, async (tx): Promise<TurnDownApplicationResult> => {
      const application = await tx.applications.lock(applicationId);
      if (!application) throw notFound('application');
      requireCompanyRole(caller, application.companyId, 'RECRUITER');
      const problem = check.problem();
      if (problem) return problem;
      const decision = turnDown(application, { reasonCodes, feedback });
      if ('kind' in decision) return decision;
      if (decision !== application) await moveApplication(tx, application, decision, clock());
      return { kind: 'TurnDownApplicationSuccess', application: decision };
    });
  };
