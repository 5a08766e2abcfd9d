import type { Account } from '../account/account.ts';

/** What a person may prove themselves with beside the password. */
export type SecondFactorKind = 'TOTP' | 'RECOVERY_CODE';

/** An authenticator app of a person: there is one at most. */
export interface TotpFactor {
  readonly subjectRef: string;
  /** The shared secret, as `Sealing` keeps it. */
  readonly sealedSecret: Buffer;
  /** Null while nobody has shown that the app has the secret: it does not count yet. */
  readonly confirmedAt: Date | null;
}

/** What the use cases need from storage; `second-factor.store.ts` keeps the promise. */
export interface SecondFactors {
  findTotp(subjectRef: string): Promise<TotpFactor | null>;
  /** Keeps a secret that waits to be confirmed, in place of one that waits already; false when one counts. */
  offerTotp(subjectRef: string, sealedSecret: Buffer, at: Date): Promise<boolean>;
  /** Lets this very secret count, its code of time step `step` taken; false when it does already or is not the one that waits. */
  confirmTotp(factor: TotpFactor, step: number, at: Date): Promise<boolean>;
  /** Takes the code of a time step; false when that one or a later one was taken: of ten who try at the same time one gets it. */
  takeTotpStep(factor: TotpFactor, step: number): Promise<boolean>;
  /** False when there was none that counts. */
  dropTotp(subjectRef: string): Promise<boolean>;
  replaceRecoveryCodes(subjectRef: string, marks: readonly Buffer[], at: Date): Promise<void>;
  /** Takes a code out of circulation; false when it was not there: of ten who try at the same time one gets it. */
  takeRecoveryCode(subjectRef: string, marks: readonly Buffer[]): Promise<boolean>;
  countRecoveryCodes(subjectRef: string): Promise<number>;
}

/** What a person proves themselves with beside the password; empty when the password is enough. */
export async function kindsOf(factors: SecondFactors, { subjectRef }: Pick<Account, 'subjectRef'>): Promise<readonly SecondFactorKind[]> {
  const totp = await factors.findTotp(subjectRef);
  if (!totp?.confirmedAt) return [];
  return (await factors.countRecoveryCodes(subjectRef)) > 0 ? ['TOTP', 'RECOVERY_CODE'] : ['TOTP'];
}

export interface WrongCode {
  readonly kind: 'WrongCode';
  readonly message: string;
}

/** One answer for a code that is wrong, was used, or belongs to nothing. */
export const WRONG_CODE: WrongCode = {
  kind: 'WrongCode',
  message: 'This code does not count: it is wrong, too old, or was used before. Take the next one.',
};

export interface NoSecondFactor {
  readonly kind: 'NoSecondFactor';
  readonly message: string;
}

export const noSecondFactor = (message: string): NoSecondFactor => ({ kind: 'NoSecondFactor', message });
