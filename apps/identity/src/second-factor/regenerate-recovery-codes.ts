import { requirePerson, type Caller } from '@crossing/subgraph';
import { requireAccount } from '../account/require-account.ts';
import { asService } from '../as-service.ts';
import type { Sealing } from '../sealing.ts';
import type { Transact } from '../unit-of-work.ts';
import { issueRecoveryCodes } from './issue-recovery-codes.ts';
import { kindsOf, noSecondFactor, type NoSecondFactor } from './second-factor.ts';

interface Deps {
  readonly transact: Transact;
  readonly machineClock: () => Date;
  readonly sealing: Sealing;
}

export interface RegenerateRecoveryCodesSuccess {
  readonly kind: 'RegenerateRecoveryCodesSuccess';
  readonly recoveryCodes: readonly string[];
}

export type RegenerateRecoveryCodesResult = RegenerateRecoveryCodesSuccess | NoSecondFactor;

/** Gives the caller ten new recovery codes; the old ones do not count any more. */
export const regenerateRecoveryCodes =
  ({ transact, machineClock, sealing }: Deps) =>
  (caller: Caller): Promise<RegenerateRecoveryCodesResult> => {
    const person = requirePerson(caller);
    return transact<RegenerateRecoveryCodesResult>(asService(person), async (tx) => {
      const account = await requireAccount(tx, person);
      const { subjectRef, email, locale } = account;
      if ((await kindsOf(tx.secondFactors, account)).length === 0)
        return noSecondFactor('Recovery codes stand in for a second factor: add one first.');
      const recoveryCodes = await issueRecoveryCodes(tx, sealing, subjectRef, machineClock());
      await tx.mail.send({ to: email, template: 'recovery-codes-replaced', locale, data: {} });
      await tx.audit.record({ action: 'account.recovery-codes-replaced', aggregate: 'account', aggregateId: subjectRef });
      return { kind: 'RegenerateRecoveryCodesSuccess', recoveryCodes };
    });
  };
