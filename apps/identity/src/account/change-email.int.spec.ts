import { MINUTE } from '@crossing/kernel';
import { anonymous } from '@crossing/testkit';
import { identityOnDatabase, PASSWORD, registration, type IdentityOnDatabase } from '../spec-identity.ts';

describe('changeEmail', () => {
  let world: IdentityOnDatabase;
  beforeAll(async () => void (world = await identityOnDatabase()));
  afterAll(() => world.test.drop());

  const confirm = (token: string) => world.accounts.confirmEmailChange(anonymous, { token });
  const templatesTo = async (email: string) => (await world.mailsTo(email)).map(({ template }) => template);
  async function moving(email: string, newEmail: string): Promise<string> {
    await world.confirmedAccount(email);
    await world.accounts.changeEmail(await world.signedIn(email), { password: PASSWORD, newEmail });
    return world.tokenTo(newEmail);
  }

  it('moves the account when the token comes back from the new address, and tells the old one', async () => {
    await world.confirmedAccount('old@example.org');
    const person = await world.signedIn('old@example.org');

    const asked = await world.accounts.changeEmail(person, { password: PASSWORD, newEmail: ' New@example.org' });

    expect(asked).toEqual({ kind: 'ChangeEmailSuccess', newEmail: 'new@example.org' });
    expect(await world.attempt('new@example.org', PASSWORD)).toBe('InvalidCredentials');
    expect(await templatesTo('old@example.org')).toEqual(['confirm-email', 'email-change-requested']);

    expect(await confirm(await world.tokenTo('new@example.org'))).toEqual({ kind: 'ConfirmEmailChangeSuccess', email: 'new@example.org' });
    expect(await world.attempt('new@example.org', PASSWORD)).toBe('SignInSuccess');
    expect(await world.attempt('old@example.org', PASSWORD)).toBe('InvalidCredentials');
    expect((await templatesTo('old@example.org')).at(-1)).toBe('email-changed');
  });

  it('refuses a wrong password, no address and the same one, and mails nobody', async () => {
    await world.confirmedAccount('still@example.org');
    const person = await world.signedIn('still@example.org');
    const change = (password: string, newEmail: string) => world.accounts.changeEmail(person, { password, newEmail });

    expect((await change('wrong', 'elsewhere@example.org')).kind).toBe('WrongPassword');
    expect(await change(PASSWORD, 'a\0b@example.org')).toMatchObject({
      kind: 'InvalidInput',
      issues: [{ path: 'newEmail', rule: 'email' }],
    });
    expect(await change(PASSWORD, 'STILL@example.org')).toMatchObject({ issues: [{ path: 'newEmail', rule: 'different' }] });
    expect(await world.mailsTo('elsewhere@example.org')).toEqual([]);
    expect(await templatesTo('still@example.org')).toEqual(['confirm-email']);
  });

  it('answers the same for an address that has an account, and says so by mail alone', async () => {
    await world.confirmedAccount('taken@example.org');
    await world.confirmedAccount('wants@example.org');
    const person = await world.signedIn('wants@example.org');

    const result = await world.accounts.changeEmail(person, { password: PASSWORD, newEmail: 'taken@example.org' });

    expect(result.kind).toBe('ChangeEmailSuccess');
    expect((await world.mailsTo('taken@example.org')).at(-1)).toMatchObject({ template: 'email-taken', data: {} });
  });

  it('gives an address to one of two accounts that confirm it at the same time', async () => {
    for (let round = 0; round < 5; round++) {
      const tokens = [
        await moving(`left-${round}@example.org`, `wanted-${round}@example.org`),
        await moving(`right-${round}@example.org`, `wanted-${round}@example.org`),
      ];

      const results = await Promise.all(tokens.map(confirm));

      expect(results.map(({ kind }) => kind).sort()).toEqual(['ConfirmEmailChangeSuccess', 'EmailTaken']);
    }
  });

  it('… or to neither, if somebody registers it at the same time and is first', async () => {
    const token = await moving('slow@example.org', 'fast@example.org');
    await world.register(anonymous, registration('fast@example.org'));

    expect((await confirm(token)).kind).toBe('EmailTaken');
    expect(await world.attempt('slow@example.org', PASSWORD)).toBe('SignInSuccess');
  });

  it('takes a token once, of ten who try it at the same time, and none after an hour', async () => {
    const token = await moving('ten@example.org', 'ten-new@example.org');
    const late = await moving('late@example.org', 'late-new@example.org');

    const results = await Promise.all(Array.from({ length: 10 }, () => confirm(token)));

    expect(results.filter(({ kind }) => kind === 'ConfirmEmailChangeSuccess')).toHaveLength(1);
    expect(results.filter(({ kind }) => kind === 'LinkInvalid')).toHaveLength(9);
    world.time.advance(60 * MINUTE);
    expect((await confirm(late)).kind).toBe('LinkInvalid');
  });

  it('takes no token of another purpose', async () => {
    const token = await moving('purpose@example.org', 'purpose-new@example.org');

    expect((await world.accounts.resetPassword(anonymous, { token, newPassword: PASSWORD })).kind).toBe('LinkInvalid');
    expect((await confirm(token)).kind).toBe('ConfirmEmailChangeSuccess');
  });

  it('is stopped by a new password from the old address', async () => {
    const token = await moving('robbed@example.org', 'thief@example.org');
    await world.accounts.requestPasswordReset(anonymous, { email: 'robbed@example.org' });
    await world.doJobs();

    const reset = await world.accounts.resetPassword(anonymous, {
      token: await world.tokenTo('robbed@example.org'),
      newPassword: 'nine violet teapots argue politely',
    });

    expect(reset.kind).toBe('ResetPasswordSuccess');
    expect((await confirm(token)).kind).toBe('LinkInvalid');
  });

  it('lets nobody have mail sent to strangers for ever', async () => {
    await world.confirmedAccount('spammer@example.org');
    const person = await world.signedIn('spammer@example.org');
    const change = (n: number) => world.accounts.changeEmail(person, { password: PASSWORD, newEmail: `stranger-${n}@example.org` });

    for (let n = 0; n < 3; n++) expect((await change(n)).kind).toBe('ChangeEmailSuccess');

    expect(await change(3)).toMatchObject({ kind: 'TooManyAttempts' });
    expect(await world.mailsTo('stranger-3@example.org')).toEqual([]);
  });
});
