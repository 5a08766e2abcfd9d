import { requirePerson, type Caller } from '@crossing/subgraph';
import { requireAccount } from '../account/require-account.ts';
import { asService } from '../as-service.ts';
import type { Sealing } from '../sealing.ts';
import type { Transact } from '../unit-of-work.ts';
import { sealTotpSecret } from './take-code.ts';
import { newTotpSecret, totpUri } from './totp.ts';

interface Deps {
  readonly transact: Transact;
  readonly machineClock: () => Date;
  readonly sealing: Sealing;
}

export interface EnrolTotpSuccess {
  readonly kind: 'EnrolTotpSuccess';
  readonly secret: string;
  readonly uri: string;
}

export interface TotpAlreadyActive {
  readonly kind: 'TotpAlreadyActive';
  readonly message: string;
}

export type EnrolTotpResult = EnrolTotpSuccess | TotpAlreadyActive;

export const ALREADY_ACTIVE: TotpAlreadyActive = {
  kind: 'TotpAlreadyActive',
  message: 'An authenticator app is in use already: take it away first with disableTotp.',
};

/** Offers the caller a secret for an authenticator app; it counts once `confirmTotp` brings a code of it. */
export const enrolTotp =
  ({ transact, machineClock, sealing }: Deps) =>
  (caller: Caller): Promise<EnrolTotpResult> => {
    const person = requirePerson(caller);
    return transact<EnrolTotpResult>(asService(person), async (tx) => {
      const { subjectRef, email } = await requireAccount(tx, person);
      const secret = newTotpSecret();
      if (!(await tx.secondFactors.offerTotp(subjectRef, sealTotpSecret(sealing, subjectRef, secret), machineClock())))
        return ALREADY_ACTIVE;
      return { kind: 'EnrolTotpSuccess', secret, uri: totpUri(secret, email) };
    });
  };
