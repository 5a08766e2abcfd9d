import { InputCheck, Refusal, requirePerson, STEP_UP_LASTS_MS, type Caller, type InvalidInput, type Person } from '@crossing/subgraph';
import type { provePassword, WrongPassword } from '../account/prove-password.ts';
import { requireAccount } from '../account/require-account.ts';
import { asService } from '../as-service.ts';
import type { Sealing } from '../sealing.ts';
import {
  kindsOf,
  noSecondFactor,
  WRONG_CODE,
  type NoSecondFactor,
  type SecondFactorKind,
  type WrongCode,
} from '../second-factor/second-factor.ts';
import { takeCode } from '../second-factor/take-code.ts';
import type { Read, Transact, Tx } from '../unit-of-work.ts';
import { tooManyAttempts, type Throttle, type TooManyAttempts } from './throttle.ts';

interface Deps {
  readonly read: Read;
  readonly transact: Transact;
  readonly machineClock: () => Date;
  readonly sealing: Sealing;
  readonly provePassword: ReturnType<typeof provePassword>;
  /** Counts wrong codes, by person. */
  readonly codeThrottle: Throttle;
}

interface Request {
  readonly password?: string | null;
  readonly code?: string | null;
}

export interface StepUpSuccess {
  readonly kind: 'StepUpSuccess';
  readonly until: Date;
}

export interface SecondFactorNeeded {
  readonly kind: 'SecondFactorNeeded';
  readonly message: string;
  readonly methods: readonly SecondFactorKind[];
}

export type StepUpResult = StepUpSuccess | SecondFactorNeeded | WrongPassword | WrongCode | NoSecondFactor | TooManyAttempts | InvalidInput;

/**
 * Proves again that it is the person who is signed in: by password, or by a code where the account has a second factor, for a
 * thief of a session who knows the password would otherwise get by without it. Counts for this session alone.
 */
export const stepUp = (deps: Deps) => {
  const [byPassword, byCode] = [stepUpByPassword(deps), stepUpByCode(deps)];
  return async (caller: Caller, { password, code }: Request): Promise<StepUpResult> => {
    const person = requirePerson(caller);
    if (password != null && code == null) return byPassword(person, password);
    if (code != null && password == null) return byCode(person, code);
    const check = new InputCheck();
    check.that(false, 'code', 'one-of', 'Give one of the two: password, or code.');
    return check.problem()!;
  };
};

const stepUpByPassword =
  (deps: Deps) =>
  async (person: Person, password: string): Promise<StepUpResult> => {
    const methods = await deps.read(asService(person), ({ secondFactors }) => kindsOf(secondFactors, { subjectRef: person.subject }));
    if (methods.length > 0) return needed(methods);
    const proof = await deps.provePassword(person, password);
    if (proof.kind !== 'PasswordProven') return proof;
    return deps.transact<StepUpResult>(asService(person), async (tx) => {
      const account = await requireAccount(tx, person);
      // Either may have changed since the password was verified.
      const methodsNow = await kindsOf(tx.secondFactors, account);
      if (methodsNow.length > 0) return needed(methodsNow);
      return proven(deps, tx, person, ['pwd']);
    });
  };

const stepUpByCode = (deps: Deps) => {
  const { transact, codeThrottle } = deps;
  const take = takeCode(deps);
  return async (person: Person, code: string): Promise<StepUpResult> => {
    const wait = await codeThrottle.begin(person.subject);
    if (wait !== null) return tooManyAttempts('wrong codes', wait);
    const result = await transact<StepUpResult>(asService(person), async (tx) => {
      const account = await requireAccount(tx, person);
      if ((await kindsOf(tx.secondFactors, account)).length === 0)
        return noSecondFactor('The account has no second factor: give the password.');
      return (await take(tx, account, code)) ? proven(deps, tx, person, ['otp', 'mfa']) : WRONG_CODE;
    });
    if (result.kind === 'StepUpSuccess') await codeThrottle.forgive(person.subject);
    return result;
  };
};

const needed = (methods: readonly SecondFactorKind[]): SecondFactorNeeded => ({
  kind: 'SecondFactorNeeded',
  message: 'The account has a second factor: give a code of it.',
  methods,
});

async function proven({ machineClock }: Deps, tx: Tx, { sessionId, subject }: Person, amr: readonly string[]): Promise<StepUpSuccess> {
  const now = machineClock();
  if (!(await tx.sessions.proveAgain(sessionId, now, amr))) throw new Refusal('UNAUTHENTICATED', 'The session has ended. Sign in again.');
  await tx.audit.record({ action: 'session.stepped-up', aggregate: 'account', aggregateId: subject, detail: { sessionId, amr } });
  return { kind: 'StepUpSuccess', until: new Date(now.getTime() + STEP_UP_LASTS_MS) };
}
