import { requirePerson, type Caller } from '@crossing/subgraph';
import { asService } from '../as-service.ts';
import type { Read } from '../unit-of-work.ts';

interface Deps {
  readonly read: Read;
}

export interface SecondFactorsView {
  readonly totp: boolean;
  readonly recoveryCodesLeft: number;
}

/** What the caller proves themselves with beside the password. */
export const viewSecondFactors =
  ({ read }: Deps) =>
  (caller: Caller): Promise<SecondFactorsView> => {
    const person = requirePerson(caller);
    return read(asService(person), async ({ secondFactors }) => ({
      totp: Boolean((await secondFactors.findTotp(person.subject))?.confirmedAt),
      recoveryCodesLeft: await secondFactors.countRecoveryCodes(person.subject),
    }));
  };
