import { AccountStatusChanged } from '@crossing/contracts';
import type { Clock } from '@crossing/kernel';
import { wrongState, type System, type WrongState } from '@crossing/subgraph';
import type { Transact } from '../unit-of-work.ts';
import { withStatus, type AccountStatus } from './account.ts';
import { normalisedEmail } from './email.ts';

interface Deps {
  readonly transact: Transact;
  readonly clock: Clock;
}

interface Request {
  readonly email: string;
  readonly status: AccountStatus;
}

export type ChangeAccountStatusResult = { readonly kind: 'Changed' } | { readonly kind: 'NoAccount' } | WrongState;

/** Carries out a decided measure: restricts, suspends, reinstates or terminates; takes effect with the next caller token. */
export const changeAccountStatus =
  ({ transact, clock }: Deps) =>
  (operator: System, { email, status }: Request): Promise<ChangeAccountStatusResult> =>
    transact(operator, async (tx) => {
      const account = await tx.accounts.lockByEmail(normalisedEmail(email));
      if (!account) return { kind: 'NoAccount' };
      if (account.status === status) return { kind: 'Changed' };
      const changed = withStatus(account, status);
      if (!changed) return wrongState(account.status, 'in a state from which this follows');
      await tx.accounts.update(changed, account.version);
      const { subjectRef, version } = changed;
      tx.emit(AccountStatusChanged, subjectRef, { subjectRef, from: account.status, to: status, changedAt: clock().toISOString() });
      await tx.audit.record({
        action: 'account.status-changed',
        aggregate: 'account',
        aggregateId: subjectRef,
        version,
        detail: { status },
      });
      return { kind: 'Changed' };
    });
