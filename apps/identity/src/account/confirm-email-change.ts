import { constraintOf } from '@crossing/runtime';
import type { Clock } from '@crossing/kernel';
import type { Caller } from '@crossing/subgraph';
import { asService } from '../as-service.ts';
import type { Transact } from '../unit-of-work.ts';
import { isInGoodStanding, withEmail } from './account.ts';
import { hashToken } from './token.ts';
import type { LinkInvalid } from './verify-email.ts';

interface Deps {
  readonly transact: Transact;
  readonly clock: Clock;
  readonly machineClock: () => Date;
}

interface Request {
  readonly token: string;
}

export interface ConfirmEmailChangeSuccess {
  readonly kind: 'ConfirmEmailChangeSuccess';
  readonly email: string;
}

export interface EmailTaken {
  readonly kind: 'EmailTaken';
  readonly message: string;
}

export type ConfirmEmailChangeResult = ConfirmEmailChangeSuccess | LinkInvalid | EmailTaken;

const INVALID: LinkInvalid = {
  kind: 'LinkInvalid',
  message: 'This link was used, is too old, or was never sent: change the address again.',
};
const TAKEN: EmailTaken = {
  kind: 'EmailTaken',
  message: 'Another account has this address by now: use that one, or change to another address.',
};

/**
 * Moves an account to the address that the token reached; whoever has the mail may, on whatever device. Of two accounts that
 * want one address the first gets it: the constraint decides.
 */
export const confirmEmailChange =
  ({ transact, clock, machineClock }: Deps) =>
  async (caller: Caller, { token }: Request): Promise<ConfirmEmailChangeResult> => {
    try {
      return await transact<ConfirmEmailChangeResult>(asService(caller), async (tx) => {
        const taken = await tx.mailedTokens.take('EMAIL_CHANGE', hashToken(token), machineClock());
        if (!taken || !isInGoodStanding(taken.account)) return INVALID;
        const { account, use } = taken;
        const { email: oldEmail, locale } = account;
        const moved = withEmail(account, use.newEmail, clock());
        await tx.accounts.update(moved, account.version);
        await tx.mail.send({ to: oldEmail, template: 'email-changed', locale, data: {} });
        const { subjectRef, version, email } = moved;
        await tx.audit.record({ action: 'account.email-changed', aggregate: 'account', aggregateId: subjectRef, version });
        return { kind: 'ConfirmEmailChangeSuccess', email };
      });
    } catch (error) {
      if (constraintOf(error) === 'account_email') return TAKEN;
      throw error;
    }
  };
