import type { Account } from '../account/account.ts';
import type { Sealing } from '../sealing.ts';
import type { Tx } from '../unit-of-work.ts';
import { plainRecoveryCode } from './recovery-code.ts';
import type { SecondFactorKind, TotpFactor } from './second-factor.ts';
import { isTotpCode, timeStepOf } from './totp.ts';

interface Deps {
  readonly sealing: Sealing;
  readonly machineClock: () => Date;
}

/** Where TOTP secrets are sealed, and recovery codes marked, for. */
const TOTP_USE = 'totp';
const RECOVERY_USE = 'recovery-code';

/** Takes a code of the person's app, or one of their recovery codes, so that it counts this once; null for any other code. */
export const takeCode =
  ({ sealing, machineClock }: Deps) =>
  async (tx: Tx, account: Account, given: string): Promise<SecondFactorKind | null> => {
    const code = given.replaceAll(/\s/g, '');
    if (isTotpCode(code)) return (await takeTotpCode(tx, account)) ? 'TOTP' : null;
    return (await takeRecoveryCode(tx, account)) ? 'RECOVERY_CODE' : null;

    async function takeTotpCode({ secondFactors }: Tx, { subjectRef }: Account): Promise<boolean> {
      const factor = await secondFactors.findTotp(subjectRef);
      if (!factor?.confirmedAt) return false;
      const step = timeStepOf(openTotpSecret(sealing, factor), code, machineClock());
      return step !== null && secondFactors.takeTotpStep(factor, step);
    }

    async function takeRecoveryCode({ secondFactors, mail, audit }: Tx, { subjectRef, email, locale }: Account): Promise<boolean> {
      if (!(await secondFactors.takeRecoveryCode(subjectRef, recoveryMarks(sealing, code)))) return false;
      const left = await secondFactors.countRecoveryCodes(subjectRef);
      await mail.send({ to: email, template: 'recovery-code-used', locale, data: { left: String(left) } });
      await audit.record({ action: 'account.recovery-code-used', aggregate: 'account', aggregateId: subjectRef, detail: { left } });
      return true;
    }
  };

/** The secret of an app as it is kept. */
export const sealTotpSecret = (sealing: Sealing, subjectRef: string, secret: string): Buffer =>
  sealing.seal(TOTP_USE, subjectRef, Buffer.from(secret));

/** The secret of an app, in base32. */
export const openTotpSecret = (sealing: Sealing, { subjectRef, sealedSecret }: TotpFactor): string =>
  sealing.open(TOTP_USE, subjectRef, sealedSecret).toString();

/** What is kept of a recovery code, under the current key first. */
export const recoveryMarks = (sealing: Sealing, code: string): readonly [Buffer, ...Buffer[]] =>
  sealing.marks(RECOVERY_USE, plainRecoveryCode(code));
