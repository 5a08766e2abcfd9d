import type { NoteRefusal } from '@crossing/runtime';
import { Refusal, type Person } from '@crossing/subgraph';
import { asService } from '../as-service.ts';
import { proofRefused } from '../refusal/refusal.ts';
import { tooManyAttempts, type Throttle, type TooManyAttempts } from '../session/throttle.ts';
import type { Read } from '../unit-of-work.ts';
import type { Account } from './account.ts';
import { verifyPassword } from './password.ts';

interface Deps {
  readonly read: Read;
  /** Counts wrong passwords of signed-in people, by person: who has somebody's session must not guess their password with it. */
  readonly passwordThrottle: Throttle;
  readonly noteRefusal: NoteRefusal;
}

export interface WrongPassword {
  readonly kind: 'WrongPassword';
  readonly message: string;
}

/** The account of somebody who has just given its password, and the hash that it fits. */
export interface PasswordProven {
  readonly kind: 'PasswordProven';
  readonly account: Account;
  readonly passwordHash: string;
}

export const WRONG_PASSWORD: WrongPassword = { kind: 'WrongPassword', message: 'This is not the password of your account.' };

/** Whether a signed-in person knows the password of their account: asked again before what a stolen session must not do. */
export const provePassword =
  ({ read, passwordThrottle, noteRefusal }: Deps) =>
  async (person: Person, password: string): Promise<PasswordProven | WrongPassword | TooManyAttempts> => {
    const wait = await passwordThrottle.begin(person.subject);
    if (wait !== null) {
      noteRefusal(proofRefused('too-many-attempts', person.subject));
      return tooManyAttempts('wrong passwords', wait);
    }
    const found = await read(asService(person), ({ accounts }) => accounts.findOwnPassword(person.subject));
    if (!found) throw new Refusal('UNAUTHENTICATED', 'The account is closed.');
    if (!(await verifyPassword(found.passwordHash, password))) {
      noteRefusal(proofRefused('wrong-password', person.subject));
      return WRONG_PASSWORD;
    }
    await passwordThrottle.forgive(person.subject);
    return { kind: 'PasswordProven', ...found };
  };
