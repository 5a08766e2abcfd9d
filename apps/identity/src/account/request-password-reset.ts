import { InputCheck, type Caller, type InvalidInput } from '@crossing/subgraph';
import { asService } from '../as-service.ts';
import type { Throttle } from '../session/throttle.ts';
import type { Transact } from '../unit-of-work.ts';
import { isEmail, normalisedEmail } from './email.ts';

interface Deps {
  readonly transact: Transact;
  /** Counts the mails that an address was asked to get. */
  readonly mailQuota: Throttle;
}

interface Request {
  readonly email: string;
}

export interface RequestPasswordResetSuccess {
  readonly kind: 'RequestPasswordResetSuccess';
  readonly email: string;
}

export type RequestPasswordResetResult = RequestPasswordResetSuccess | InvalidInput;

/**
 * Has a token mailed that sets a new password. Whether the address has an account is looked up by a job, never here: the
 * answer and its time cannot tell. Beyond the quota the answer is the same too, and the mails before it hold good.
 */
export const requestPasswordReset =
  ({ transact, mailQuota }: Deps) =>
  async (caller: Caller, request: Request): Promise<RequestPasswordResetResult> => {
    const email = normalisedEmail(request.email);
    const check = new InputCheck();
    check.that(isEmail(email), 'email', 'email', 'email must be an address such as nova@example.org.');
    const invalid = check.problem();
    if (invalid) return invalid;
    const wait = await mailQuota.begin(email);
    if (wait === null) await transact(asService(caller), (tx) => tx.mail.requestPasswordReset(email));
    return { kind: 'RequestPasswordResetSuccess', email };
  };
