import { MINUTE } from '@crossing/kernel';
import { anonymous } from '@crossing/testkit';
import { identityOnDatabase, PASSWORD, type IdentityOnDatabase } from '../spec-identity.ts';

const NEW_PASSWORD = 'nine violet teapots argue politely';

describe('resetPassword', () => {
  let world: IdentityOnDatabase;
  beforeAll(async () => void (world = await identityOnDatabase()));
  afterAll(() => world.test.drop());

  const ask = (email: string) => world.accounts.requestPasswordReset(anonymous, { email });
  const reset = (token: string, newPassword = NEW_PASSWORD) => world.accounts.resetPassword(anonymous, { token, newPassword });
  async function forgetful(email: string): Promise<string> {
    await world.confirmedAccount(email);
    await ask(email);
    await world.doJobs();
    return world.tokenTo(email);
  }

  it('sets the password, ends every session and says so by mail', async () => {
    const email = 'nova@example.org';
    await world.confirmedAccount(email);
    const sessions = [await world.signedIn(email), await world.signedIn(email)];
    await ask(' NOVA@example.org');
    await world.doJobs();

    const result = await reset(await world.tokenTo(email));

    expect(result).toEqual({ kind: 'ResetPasswordSuccess', email });
    expect(await Promise.all(sessions.map(world.isOpenStill))).toEqual([false, false]);
    expect(await world.attempt(email, PASSWORD)).toBe('InvalidCredentials');
    expect(await world.attempt(email, NEW_PASSWORD)).toBe('SignInSuccess');
    expect((await world.mailsTo(email)).at(-1)).toMatchObject({ template: 'password-changed' });
  });

  it('lets the owner in at once, however often somebody guessed wrong', async () => {
    const token = await forgetful('guessed@example.org');
    for (let n = 0; n < 6; n++) await world.attempt('guessed@example.org', `guess ${n}`);
    expect(await world.attempt('guessed@example.org', PASSWORD)).toBe('TooManyAttempts');

    await reset(token);

    expect(await world.attempt('guessed@example.org', NEW_PASSWORD)).toBe('SignInSuccess');
  });

  it('has one winner of ten who use a token at the same time', async () => {
    const token = await forgetful('race@example.org');

    const passwords = Array.from({ length: 10 }, (_none, n) => `${NEW_PASSWORD} ${n}`);
    const kinds = (await Promise.all(passwords.map((password) => reset(token, password)))).map(({ kind }) => kind);

    expect(kinds.filter((kind) => kind === 'ResetPasswordSuccess')).toHaveLength(1);
    expect(kinds.filter((kind) => kind === 'LinkInvalid')).toHaveLength(9);
    expect(await world.attempt('race@example.org', passwords[kinds.indexOf('ResetPasswordSuccess')]!)).toBe('SignInSuccess');
  });

  it('has one winner of two tokens of one account at the same time', async () => {
    for (let round = 0; round < 5; round++) {
      const email = `two-${round}@example.org`;
      const first = await forgetful(email);
      await ask(email);
      await world.doJobs();
      const tokens = [first, await world.tokenTo(email)];

      const results = await Promise.all(tokens.map((token) => reset(token)));

      expect(results.map(({ kind }) => kind).sort()).toEqual(['LinkInvalid', 'ResetPasswordSuccess']);
    }
  });

  it('takes no token twice, none after an hour, and none that another one of the account outdid', async () => {
    const first = await forgetful('once@example.org');
    await ask('once@example.org');
    await world.doJobs();
    const second = await world.tokenTo('once@example.org');
    const late = await forgetful('late@example.org');

    expect((await reset(second)).kind).toBe('ResetPasswordSuccess');
    expect((await reset(second)).kind).toBe('LinkInvalid');
    expect((await reset(first)).kind).toBe('LinkInvalid');
    world.time.advance(60 * MINUTE);
    expect((await reset(late)).kind).toBe('LinkInvalid');
    expect((await reset('nonsense\0')).kind).toBe('LinkInvalid');
  });

  it('leaves the token for another try when the password is weak', async () => {
    const token = await forgetful('weak@example.org');

    expect((await reset(token, 'weak@example.org')).kind).toBe('WeakPassword');
    expect((await reset(token)).kind).toBe('ResetPasswordSuccess');
  });

  it('opens no session for a password that is replaced while it is verified', async () => {
    for (let round = 0; round < 5; round++) {
      const email = `meanwhile-${round}@example.org`;
      const token = await forgetful(email);

      await Promise.all([reset(token), ...Array.from({ length: 4 }, () => world.attempt(email, PASSWORD))]);

      const open = await world.test.query(
        `SELECT 1 FROM identity.session JOIN identity.account USING (subject_ref) WHERE email = $1 AND revoked_at IS NULL`,
        [email],
      );
      expect(open).toEqual([]);
    }
  });

  it('keeps only the hash of a token', async () => {
    const token = await forgetful('hash@example.org');

    expect(JSON.stringify(await world.test.query('SELECT * FROM identity.mailed_token'))).not.toContain(token);
  });
});
