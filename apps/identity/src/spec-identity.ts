import { randomUUID, randomUUIDv7 } from 'node:crypto';
import { join } from 'node:path';
import { unitOfWork } from '@crossing/service';
import { frozenClock, testDatabase, type TestDatabase } from '@crossing/testkit';
import { registerAccount } from './account/register-account.ts';
import { verifyEmail } from './account/verify-email.ts';
import { installJobQueue, JOBS_SCHEMA } from './job-queue.ts';
import { entities, stores } from './unit-of-work.ts';

export const PASSWORD = 'seven quiet otters juggle lanterns';

/** For specs: identity's use cases on a real database, without its processes. */
export async function identityOnDatabase() {
  const test: TestDatabase = await testDatabase({
    service: 'identity',
    migrationsDir: join(import.meta.dirname, '../migrations'),
    entities,
  });
  await installJobQueue({ databaseUrl: test.url });
  const time = frozenClock('2026-02-01T09:00:00Z');
  const newId = () => randomUUIDv7();
  const uow = unitOfWork({ service: 'identity', database: test.database, clock: time.clock, newId, stores, committed: () => {} });
  const deps = { ...uow, clock: time.clock, newId };
  const register = registerAccount({ ...deps, newSubjectRef: () => randomUUID(), termsVersion: '2026-01' });
  const verify = verifyEmail(deps);
  /** The mails that wait to be sent to an address, oldest first. */
  const mailsTo = async (email: string) => {
    const rows = await test.query<{ payload: { to: string; template: string; data: Record<string, string> } }>(
      `SELECT payload FROM ${JOBS_SCHEMA}._private_jobs ORDER BY id`,
    );
    return rows.map(({ payload }) => payload).filter(({ to }) => to === email);
  };
  return { test, time, deps, uow, register, verify, mailsTo };
}

export type IdentityOnDatabase = Awaited<ReturnType<typeof identityOnDatabase>>;

/** A valid registration. */
export const registration = (email: string) => ({
  email,
  password: PASSWORD,
  locale: 'sw-ke',
  timeZone: 'Africa/Nairobi',
  acceptedTermsVersion: '2026-01',
  adult: true,
});
