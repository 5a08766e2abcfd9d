import { requirePerson, type Caller } from '@crossing/subgraph';
import { requireAccount } from '../account/require-account.ts';
import { asService } from '../as-service.ts';
import type { Transact } from '../unit-of-work.ts';
import { kindsOf, noSecondFactor, type NoSecondFactor } from './second-factor.ts';

interface Deps {
  readonly transact: Transact;
  readonly machineClock: () => Date;
}

export interface DisableTotpSuccess {
  readonly kind: 'DisableTotpSuccess';
  readonly passwordIsEnough: boolean;
}

export type DisableTotpResult = DisableTotpSuccess | NoSecondFactor;

/** Takes the caller's authenticator app away; with the last factor go the recovery codes. */
export const disableTotp =
  ({ transact, machineClock }: Deps) =>
  (caller: Caller): Promise<DisableTotpResult> => {
    const person = requirePerson(caller);
    return transact<DisableTotpResult>(asService(person), async (tx) => {
      const account = await requireAccount(tx, person);
      const { subjectRef, email, locale } = account;
      if (!(await tx.secondFactors.dropTotp(subjectRef))) return noSecondFactor('No authenticator app is in use.');
      const passwordIsEnough = (await kindsOf(tx.secondFactors, account)).length === 0;
      if (passwordIsEnough) await tx.secondFactors.replaceRecoveryCodes(subjectRef, [], machineClock());
      await tx.mail.send({ to: email, template: 'second-factor-removed', locale, data: { factor: 'authenticator app' } });
      await tx.audit.record({ action: 'account.totp-disabled', aggregate: 'account', aggregateId: subjectRef });
      return { kind: 'DisableTotpSuccess', passwordIsEnough };
    });
  };
