import type { System } from '@crossing/subgraph';
import type { Transact } from '../unit-of-work.ts';
import { isInGoodStanding } from './account.ts';
import { mailedToken, TOKEN_MINUTES } from './mailed-token.ts';

interface Deps {
  readonly transact: Transact;
  readonly machineClock: () => Date;
}

/** Mails a token that sets a new password, if the address has an account that may sign in. The job behind `requestPasswordReset`. */
export const sendPasswordReset =
  ({ transact, machineClock }: Deps) =>
  (system: System, { email }: { readonly email: string }): Promise<void> =>
    transact(system, async (tx) => {
      const account = await tx.accounts.lockByEmail(email);
      if (!account || !isInGoodStanding(account)) return;
      const { token, kept } = mailedToken(account, { purpose: 'PASSWORD_RESET' }, machineClock());
      await tx.mailedTokens.expect(kept);
      const { locale, subjectRef } = account;
      await tx.mail.send({ to: email, template: 'reset-password', locale, data: { token, minutes: String(TOKEN_MINUTES) } });
      await tx.audit.record({ action: 'account.password-reset-requested', aggregate: 'account', aggregateId: subjectRef });
    });
