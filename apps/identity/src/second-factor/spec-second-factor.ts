import type { Person } from '@crossing/subgraph';
import { throttleStore } from '../session/throttle.store.ts';
import { identityOnDatabase } from '../spec-identity.ts';
import type { EnrolTotpSuccess } from './enrol-totp.ts';
import type { ConfirmTotpSuccess } from './confirm-totp.ts';
import { secondFactorUseCases } from './second-factor.use-cases.ts';
import { totpCode } from './spec-totp-code.ts';

const STEP_MS = 30_000;

/** For specs: identity on a real database, with people who have second factors. Wrong codes are counted to 100, for attempts at the same time. */
export async function secondFactorsOnDatabase() {
  const world = await identityOnDatabase();
  const codeThrottle = throttleStore(world.test.database.worker, { name: 'spec-codes', attempts: 100, windowSeconds: 60 });
  const deps = { ...world.opening, codeThrottle };
  const factors = secondFactorUseCases(deps);
  const codeOf = (secret: string) => totpCode(secret, world.time.clock());
  /** The code of the next time step, which no one before has used. */
  const nextCode = (secret: string): string => {
    world.time.advance(STEP_MS);
    return codeOf(secret);
  };
  const withTotp = async (email: string): Promise<{ person: Person; secret: string; recoveryCodes: readonly string[] }> => {
    await world.confirmedAccount(email);
    const person = await world.signedIn(email);
    const { secret } = (await factors.enrolTotp(person)) as EnrolTotpSuccess;
    const confirmed = (await factors.confirmTotp(person, { code: codeOf(secret) })) as ConfirmTotpSuccess;
    return { person, secret, recoveryCodes: confirmed.recoveryCodes! };
  };
  return { ...world, deps, factors, codeOf, nextCode, withTotp };
}

export type SecondFactorsOnDatabase = Awaited<ReturnType<typeof secondFactorsOnDatabase>>;

/** How often each kind of answer came. */
export function tally(results: readonly { readonly kind: string }[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const { kind } of results) counts[kind] = (counts[kind] ?? 0) + 1;
  return counts;
}
