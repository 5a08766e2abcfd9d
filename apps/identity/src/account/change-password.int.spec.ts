import { anonymous } from '@crossing/testkit';
import { identityOnDatabase, PASSWORD, type IdentityOnDatabase } from '../spec-identity.ts';

const NEW_PASSWORD = 'nine violet teapots argue politely';

describe('changePassword', () => {
  let world: IdentityOnDatabase;
  beforeAll(async () => void (world = await identityOnDatabase()));
  afterAll(() => world.test.drop());

  it('replaces the password, ends the other sessions and keeps this one', async () => {
    const email = 'nova@example.org';
    await world.confirmedAccount(email);
    const [here, elsewhere] = [await world.signedIn(email), await world.signedIn(email)];

    const result = await world.accounts.changePassword(here, { currentPassword: PASSWORD, newPassword: NEW_PASSWORD });

    expect(result).toEqual({ kind: 'ChangePasswordSuccess', endedSessions: 1 });
    expect([await world.isOpenStill(here), await world.isOpenStill(elsewhere)]).toEqual([true, false]);
    expect(await world.attempt(email, PASSWORD)).toBe('InvalidCredentials');
    expect(await world.attempt(email, NEW_PASSWORD)).toBe('SignInSuccess');
    expect((await world.mailsTo(email)).at(-1)).toMatchObject({ template: 'password-changed' });
    const audited = await world.test.query("SELECT actor_ref FROM identity.audit_entry WHERE action = 'account.password-changed'");
    expect(audited).toEqual([{ actor_ref: here.subject }]);
  });

  it('refuses a wrong password, and lets a stolen session not guess on', async () => {
    await world.confirmedAccount('guessed@example.org');
    const person = await world.signedIn('guessed@example.org');
    const change = (currentPassword: string) => world.accounts.changePassword(person, { currentPassword, newPassword: NEW_PASSWORD });

    for (let n = 0; n < 5; n++) expect((await change(`guess ${n}`)).kind).toBe('WrongPassword');

    expect(await change(PASSWORD)).toMatchObject({ kind: 'TooManyAttempts' });
    expect(await world.attempt('guessed@example.org', PASSWORD)).toBe('SignInSuccess');
  });

  it('refuses a weak password and changes nothing', async () => {
    await world.confirmedAccount('weak@example.org');
    const person = await world.signedIn('weak@example.org');

    const result = await world.accounts.changePassword(person, { currentPassword: PASSWORD, newPassword: 'password1234' });

    expect(result.kind).toBe('WeakPassword');
    expect(await world.attempt('weak@example.org', PASSWORD)).toBe('SignInSuccess');
  });

  it('has one winner of four who change it at the same time', async () => {
    await world.confirmedAccount('race@example.org');
    const person = await world.signedIn('race@example.org');

    const results = await Promise.all(
      Array.from({ length: 4 }, (_none, n) =>
        world.accounts.changePassword(person, { currentPassword: PASSWORD, newPassword: `${NEW_PASSWORD} ${n}` }),
      ),
    );

    expect(results.map(({ kind }) => kind).sort()).toEqual(['ChangePasswordSuccess', ...Array<string>(3).fill('WrongPassword')]);
  });

  it('makes mailed tokens worthless', async () => {
    await world.confirmedAccount('token@example.org');
    const person = await world.signedIn('token@example.org');
    await world.accounts.requestPasswordReset(anonymous, { email: 'token@example.org' });
    await world.doJobs();
    const token = await world.tokenTo('token@example.org');

    await world.accounts.changePassword(person, { currentPassword: PASSWORD, newPassword: NEW_PASSWORD });

    expect((await world.accounts.resetPassword(anonymous, { token, newPassword: PASSWORD })).kind).toBe('LinkInvalid');
  });

  it('is for signed-in people', async () => {
    await expect(world.accounts.changePassword(anonymous, { currentPassword: '', newPassword: '' })).rejects.toMatchObject({
      code: 'UNAUTHENTICATED',
    });
  });
});
