import { randomUUIDv7 } from 'node:crypto';
import { createLogger, sqlOf } from '@crossing/runtime';
import { anonymous, eventually, TEST_ROLE_SECRET } from '@crossing/testkit';
import { JOBS_SCHEMA, startJobQueue } from '../job-queue.ts';
import { identityOnDatabase, registration, type IdentityOnDatabase } from '../spec-identity.ts';
import { deliverMail, type Outcome } from './deliver-mail.ts';
import { SEND_MAIL, type QueuedMail } from './mail.ts';
import { keepMail, keptMails } from './outbox.ts';
import { senderOf } from './sender.ts';
import { smtpCarrier } from './smtp-carrier.ts';
import { smtpServerOf } from './smtp-server-url.ts';
import { answer, specMailServer } from './spec-mail-server.ts';

const log = createLogger({ service: 'identity', level: 'silent' });
const from = senderOf('no-reply@crossing.example');

describe('deliverMail', () => {
  let world: IdentityOnDatabase;
  beforeAll(async () => void (world = await identityOnDatabase()));
  afterAll(() => world.test.drop());

  const jobs = () =>
    world.test.query<{ attempts: number; payload: { mailId: string } }>(`SELECT * FROM ${JOBS_SCHEMA}._private_jobs ORDER BY id`);

  /** Registers somebody, and runs the queue against a mail server until `until` holds. */
  async function deliver(options: Parameters<typeof specMailServer>[0], until: (outcomes: readonly Outcome[]) => boolean) {
    const server = await specMailServer(options);
    const outcomes: Outcome[] = [];
    const carry = smtpCarrier({ server: smtpServerOf(`smtp://127.0.0.1:${server.port}?tls=none`), from });
    const given = { databaseUrl: world.test.url, roleSecret: TEST_ROLE_SECRET };
    const deliver = deliverMail({ carry, log, counted: (outcome) => outcomes.push(outcome) });
    const stop = await startJobQueue(given, { jobs: { [SEND_MAIL]: (mail, attempt) => deliver(mail as QueuedMail, attempt) }, log });
    try {
      await eventually(() => expect(until(outcomes)).toBe(true));
    } finally {
      await stop();
      await server.close();
    }
    return { outcomes, taken: server.taken };
  }

  it('sends what a transaction left, with the mail’s own id', async () => {
    await world.register(anonymous, registration('sent@example.org'));
    const { payload } = (await jobs())[0]!;

    const { outcomes, taken } = await deliver({}, ({ length }) => length > 0);

    expect(outcomes).toEqual(['sent']);
    expect(taken[0]).toContain(`Message-ID: <${payload.mailId}@crossing.example>`);
    expect(await jobs()).toEqual([]);
  });

  it('drops what the server refuses for good', async () => {
    await world.register(anonymous, registration('refused@example.org'));

    const { outcomes } = await deliver({ onRcptTo: (_to, _session, done) => done(answer(550, 'Nobody')) }, ({ length }) => length > 0);

    expect(outcomes).toEqual(['refused']);
    expect(await jobs()).toEqual([]);
  });

  it('tries again what the server postpones, as the same mail, and gives it up after the last attempt', async () => {
    await world.register(anonymous, registration('busy@example.org'));
    const { payload } = (await jobs())[0]!;
    let busy = true;

    const { outcomes, taken } = await deliver(
      {
        onRcptTo: (_to, _session, done) => {
          done(busy ? answer(451, 'Later') : null);
          busy = false;
        },
      },
      (seen) => seen.includes('sent'),
    );

    expect(outcomes).toEqual(['postponed', 'sent']);
    expect(taken[0]).toContain(payload.mailId);

    await world.register(anonymous, registration('busy@example.org'));
    await world.test.query(`UPDATE ${JOBS_SCHEMA}._private_jobs SET attempts = max_attempts - 1`);
    const last = await deliver({ onRcptTo: (_to, _session, done) => done(answer(451, 'Later')) }, ({ length }) => length > 0);
    expect(last.outcomes).toEqual(['given-up']);
    expect(await jobs()).toEqual([]);
  });

  it('keeps a mail of development once, however often its job runs', async () => {
    const mail = { mailId: randomUUIDv7(), to: 'twice@example.org', subject: 'S', body: 'B', token: null };

    await world.test.database.worker.transaction(async (manager) => {
      const sql = sqlOf(manager);
      await keepMail(sql, world.deps, mail);
      await keepMail(sql, world.deps, mail);

      expect(await keptMails(sql, 'twice@example.org')).toHaveLength(1);
    });
  });
});
