import type { Sealing } from '../sealing.ts';
import type { Throttle } from '../session/throttle.ts';
import type { Read, Transact } from '../unit-of-work.ts';
import { confirmTotp } from './confirm-totp.ts';
import { disableTotp } from './disable-totp.ts';
import { enrolTotp } from './enrol-totp.ts';
import { regenerateRecoveryCodes } from './regenerate-recovery-codes.ts';
import { viewSecondFactors } from './view-second-factors.ts';

export interface SecondFactorDeps {
  readonly read: Read;
  readonly transact: Transact;
  readonly machineClock: () => Date;
  readonly sealing: Sealing;
  /** Counts wrong codes, by person. */
  readonly codeThrottle: Throttle;
}

/** Everything that can be done with second factors. */
export const secondFactorUseCases = (deps: SecondFactorDeps) => ({
  enrolTotp: enrolTotp(deps),
  confirmTotp: confirmTotp(deps),
  disableTotp: disableTotp(deps),
  regenerateRecoveryCodes: regenerateRecoveryCodes(deps),
  viewSecondFactors: viewSecondFactors(deps),
});
