import { requirePerson, type Caller } from '@crossing/subgraph';
import { requireAccount } from '../account/require-account.ts';
import { asService } from '../as-service.ts';
import type { Sealing } from '../sealing.ts';
import { tooManyAttempts, type Throttle, type TooManyAttempts } from '../session/throttle.ts';
import type { Transact } from '../unit-of-work.ts';
import { ALREADY_ACTIVE, type TotpAlreadyActive } from './enrol-totp.ts';
import { issueRecoveryCodes } from './issue-recovery-codes.ts';
import { kindsOf, noSecondFactor, WRONG_CODE, type NoSecondFactor, type WrongCode } from './second-factor.ts';
import { openTotpSecret } from './take-code.ts';
import { timeStepOf } from './totp.ts';

interface Deps {
  readonly transact: Transact;
  readonly machineClock: () => Date;
  readonly sealing: Sealing;
  /** Counts wrong codes, by person. */
  readonly codeThrottle: Throttle;
}

interface Request {
  readonly code: string;
}

export interface ConfirmTotpSuccess {
  readonly kind: 'ConfirmTotpSuccess';
  /** Null when the person has some already. */
  readonly recoveryCodes: readonly string[] | null;
}

export type ConfirmTotpResult = ConfirmTotpSuccess | TotpAlreadyActive | WrongCode | NoSecondFactor | TooManyAttempts;

/** Lets the caller's authenticator app count, with a first code of it. The first factor of a person brings recovery codes. */
export const confirmTotp =
  ({ transact, machineClock, sealing, codeThrottle }: Deps) =>
  async (caller: Caller, { code }: Request): Promise<ConfirmTotpResult> => {
    const person = requirePerson(caller);
    const wait = await codeThrottle.begin(person.subject);
    if (wait !== null) return tooManyAttempts('wrong codes', wait);
    const result = await transact<ConfirmTotpResult>(asService(person), async (tx) => {
      const account = await requireAccount(tx, person);
      const { subjectRef, email, locale } = account;
      const [factor, at] = [await tx.secondFactors.findTotp(subjectRef), machineClock()];
      if (!factor) return noSecondFactor('No authenticator app waits to be confirmed: begin with enrolTotp.');
      if (factor.confirmedAt) return ALREADY_ACTIVE;
      const step = timeStepOf(openTotpSecret(sealing, factor), code.replaceAll(/\s/g, ''), at);
      const isFirst = (await kindsOf(tx.secondFactors, account)).length === 0;
      if (step === null || !(await tx.secondFactors.confirmTotp(factor, step, at))) return WRONG_CODE;
      const recoveryCodes = isFirst ? await issueRecoveryCodes(tx, sealing, subjectRef, at) : null;
      await tx.mail.send({ to: email, template: 'second-factor-added', locale, data: { factor: 'authenticator app' } });
      await tx.audit.record({ action: 'account.totp-enabled', aggregate: 'account', aggregateId: subjectRef });
      return { kind: 'ConfirmTotpSuccess', recoveryCodes };
    });
    if (result.kind === 'ConfirmTotpSuccess') await codeThrottle.forgive(person.subject);
    return result;
  };
