import { randomUUID, randomUUIDv7 } from 'node:crypto';
import { join } from 'node:path';
import { refusalTally } from '@crossing/runtime';
import { unitOfWork } from '@crossing/service';
import type { Person } from '@crossing/subgraph';
import { anonymous, aPerson, aSystem, frozenClock, testDatabase, type TestDatabase } from '@crossing/testkit';
import { Logger, runOnce } from 'graphile-worker';
import type { Account } from './account/account.ts';
import { accountUseCases } from './account/account.use-cases.ts';
import { sealingOf } from './sealing.ts';
import { installJobQueue, JOBS_SCHEMA, taskListOf } from './job-queue.ts';
import { SEND_PASSWORD_RESET } from './mail/mail.ts';
import { artefactStore } from './oidc/artefact.store.ts';
import { createOidc } from './oidc/oidc.ts';
import { signingKeyStore } from './oidc/signing-key.store.ts';
import { accountThrottles } from './session/account-throttles.store.ts';
import { isOpen } from './session/session.ts';
import { completeSignIn } from './session/complete-sign-in.ts';
import type { SignInSuccess } from './session/open-session.ts';
import { signIn } from './session/sign-in.ts';
import { entities, stores } from './unit-of-work.ts';

export const PUBLIC_URL = 'http://127.0.0.1:4000';
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
  const refusals = refusalTally();
  const deps = { ...uow, clock: time.clock, newId, noteRefusal: refusals.note };
  const throttles = accountThrottles(test.database.worker, { signInFailures: 5, signInWindowSeconds: 60, mailsPerHour: 3 });
  const sealing = sealingOf(Buffer.alloc(32, 3).toString('base64url'));
  const artefacts = artefactStore(test.database.worker, sealing);
  const signingKeys = signingKeyStore(test.database.worker, sealing);
  const oidc = createOidc({
    ...{
      ...uow,
      artefacts,
      signingKeys,
      machineClock: time.clock,
      sealing,
      publicUrl: PUBLIC_URL,
      accessTokenSeconds: 300,
      sessionSeconds: 3600,
    },
    ...{ signingKeyDays: 90, service: aSystem, log: { info: () => {}, warn: () => {} } },
  });
  await oidc.refresh();
  const accounts = accountUseCases({
    ...deps,
    machineClock: time.clock,
    newSubjectRef: () => randomUUID(),
    termsVersion: '2026-01',
    throttles,
  });
  const { registerAccount: register, verifyEmail: verify } = accounts;
  const opening = {
    ...deps,
    machineClock: time.clock,
    sealing,
    codeThrottle: throttles.codes,
    sessionSeconds: 3600,
  };
  const enter = signIn({ ...opening, throttle: throttles.signIn });
  /** The mails that wait to be sent to an address, oldest first. */
  const mailsTo = async (email: string) => {
    const rows = await test.query<{ payload: { to: string; template: string; data: Record<string, string> } }>(
      `SELECT payload FROM ${JOBS_SCHEMA}._private_jobs ORDER BY id`,
    );
    return rows.map(({ payload }) => payload).filter(({ to }) => to === email);
  };
  const tokenTo = async (email: string): Promise<string> => (await mailsTo(email)).at(-1)!.data['token']!;
  /** Registers and confirms. */
  const confirmedAccount = async (email: string): Promise<Account> => {
    await register(anonymous, registration(email));
    await verify(anonymous, { token: await tokenTo(email) });
    return (await uow.transact(aSystem(), (tx) => tx.accounts.lockByEmail(email)))!;
  };
  const attempt = async (email: string, password: string) => (await enter(anonymous, { email, password, device: 'curl' })).kind;
  /** The person in a new session. */
  const signedIn = async (email: string, password = PASSWORD): Promise<Person> => {
    const { session } = (await enter(anonymous, { email, password, device: 'curl' })) as SignInSuccess;
    return aPerson({ subject: session.subjectRef, sessionId: session.sessionId });
  };
  const isOpenStill = async ({ sessionId }: Person): Promise<boolean> =>
    isOpen((await uow.read(aSystem(), ({ sessions }) => sessions.find(sessionId)))!, time.clock());
  /** Does the jobs that wait, but for the mails. */
  const doJobs = () =>
    runOnce({
      connectionString: test.url,
      schema: JOBS_SCHEMA,
      taskList: taskListOf({ [SEND_PASSWORD_RESET]: (request) => accounts.sendPasswordReset(aSystem(), request as { email: string }) }),
      logger: new Logger(() => () => {}),
    });
  const world = {
    oidc,
    artefacts,
    signingKeys,
    test,
    time,
    deps,
    uow,
    accounts,
    throttles,
    refusals,
    opening,
    enter,
    register,
    verify,
    mailsTo,
    tokenTo,
  };
  return { ...world, completeSignIn: completeSignIn(opening), confirmedAccount, attempt, signedIn, isOpenStill, doJobs };
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
