import { anonymous, aSystem } from '@crossing/testkit';
import { identityOnDatabase, registration, type IdentityOnDatabase } from '../spec-identity.ts';
import { changeAccountStatus } from './change-account-status.ts';

const NEW_PASSWORD = 'nine violet teapots argue politely';

describe('requestPasswordReset', () => {
  let world: IdentityOnDatabase;
  beforeAll(async () => void (world = await identityOnDatabase()));
  afterAll(() => world.test.drop());

  const ask = (email: string) => world.accounts.requestPasswordReset(anonymous, { email });
  const resetsTo = async (email: string) => (await world.mailsTo(email)).filter(({ template }) => template === 'reset-password');

  it('answers the same for an address that nobody has, and mails nobody', async () => {
    await world.confirmedAccount('known@example.org');

    const answers = [await ask('known@example.org'), await ask('nobody@example.org')];
    await world.doJobs();

    expect(answers.map(({ kind }) => kind)).toEqual(['RequestPasswordResetSuccess', 'RequestPasswordResetSuccess']);
    expect(await resetsTo('known@example.org')).toHaveLength(1);
    expect(await world.mailsTo('nobody@example.org')).toEqual([]);
  });

  it('does the same statements for a known address and an unknown one: time cannot tell', async () => {
    await world.confirmedAccount('timed@example.org');
    const written = async (email: string) => {
      const before = await effects();
      await ask(email);
      const after = await effects();
      return after.map((count, n) => Number(count) - Number(before[n]));
    };
    const effects = async () =>
      Object.values(
        (
          await world.test.query<Record<string, string>>(
            `SELECT (SELECT count(*) FROM identity_jobs._private_jobs) AS jobs, (SELECT count(*) FROM identity.mailed_token) AS tokens,
               (SELECT count(*) FROM identity.sign_in_attempt) AS attempts, (SELECT count(*) FROM identity.audit_entry) AS audited`,
          )
        )[0]!,
      );

    expect(await written('timed@example.org')).toEqual([1, 0, 1, 0]);
    expect(await written('unknown@example.org')).toEqual([1, 0, 1, 0]);
  });

  it('mails an address a few times an hour, and the earlier mails hold good', async () => {
    await world.confirmedAccount('often@example.org');
    for (let n = 0; n < 6; n++) expect((await ask('often@example.org')).kind).toBe('RequestPasswordResetSuccess');
    await world.doJobs();

    const mails = await resetsTo('often@example.org');

    expect(mails).toHaveLength(3);
    const [first] = mails;
    expect(await world.accounts.resetPassword(anonymous, { token: first!.data['token']!, newPassword: NEW_PASSWORD })).toMatchObject({
      kind: 'ResetPasswordSuccess',
    });
  });

  it('mails nobody who could not sign in with the new password', async () => {
    await world.register(anonymous, registration('pending@example.org'));
    await world.confirmedAccount('suspended@example.org');
    await changeAccountStatus(world.deps)(aSystem('operator'), { email: 'suspended@example.org', status: 'SUSPENDED' });

    await ask('pending@example.org');
    await ask('suspended@example.org');
    await world.doJobs();

    expect([...(await resetsTo('pending@example.org')), ...(await resetsTo('suspended@example.org'))]).toEqual([]);
  });

  it.each(['a\0b@example.org', 'nobody', ''])('takes %j for no address', async (email) => {
    expect(await ask(email)).toMatchObject({ kind: 'InvalidInput', issues: [{ path: 'email' }] });
  });
});
