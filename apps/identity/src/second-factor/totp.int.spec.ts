import { secondFactorsOnDatabase, tally, type SecondFactorsOnDatabase } from './spec-second-factor.ts';
import type { ConfirmTotpSuccess } from './confirm-totp.ts';
import type { EnrolTotpSuccess } from './enrol-totp.ts';
import type { RegenerateRecoveryCodesSuccess } from './regenerate-recovery-codes.ts';

describe('an authenticator app', () => {
  let world: SecondFactorsOnDatabase;
  beforeAll(async () => void (world = await secondFactorsOnDatabase()));
  afterAll(() => world.test.drop());

  it('counts once a code of it came, and brings ten recovery codes; the password alone opens nothing any more', async () => {
    await world.confirmedAccount('nova@example.org');
    const nova = await world.signedIn('nova@example.org');
    const { secret } = (await world.factors.enrolTotp(nova)) as EnrolTotpSuccess;

    expect(await world.factors.confirmTotp(nova, { code: '000000' })).toMatchObject({ kind: 'WrongCode' });
    expect(await world.attempt('nova@example.org', 'seven quiet otters juggle lanterns')).toBe('SignInSuccess');
    const confirmed = await world.factors.confirmTotp(nova, { code: world.codeOf(secret) });

    expect(confirmed).toMatchObject({ kind: 'ConfirmTotpSuccess', recoveryCodes: expect.arrayContaining([expect.any(String)]) });
    expect(new Set((confirmed as ConfirmTotpSuccess).recoveryCodes).size).toBe(10);
    expect(await world.factors.viewSecondFactors(nova)).toEqual({ totp: true, recoveryCodesLeft: 10 });
    expect(await world.attempt('nova@example.org', 'seven quiet otters juggle lanterns')).toBe('MfaRequired');
    expect(await world.attempt('nova@example.org', 'a wrong password')).toBe('InvalidCredentials');
    expect((await world.mailsTo('nova@example.org')).at(-1)).toMatchObject({ template: 'second-factor-added' });
  });

  it('is confirmed once, of ten who try at the same time', async () => {
    await world.confirmedAccount('ten@example.org');
    const person = await world.signedIn('ten@example.org');
    const { secret } = (await world.factors.enrolTotp(person)) as EnrolTotpSuccess;

    const code = world.codeOf(secret);
    const results = await Promise.all(Array.from({ length: 10 }, () => world.factors.confirmTotp(person, { code })));

    expect(tally(results)).toEqual({ ConfirmTotpSuccess: 1, TotpAlreadyActive: 9 });
  });

  it('is not written over while it is in use', async () => {
    const { person } = await world.withTotp('kept@example.org');

    expect(await world.factors.enrolTotp(person)).toMatchObject({ kind: 'TotpAlreadyActive' });
    expect(await world.factors.confirmTotp(person, { code: '123456' })).toMatchObject({ kind: 'TotpAlreadyActive' });
  });

  it('can be taken away, and its recovery codes with it', async () => {
    const { person } = await world.withTotp('away@example.org');

    expect(await world.factors.disableTotp(person)).toEqual({ kind: 'DisableTotpSuccess', passwordIsEnough: true });
    expect(await world.factors.disableTotp(person)).toMatchObject({ kind: 'NoSecondFactor' });
    expect(await world.factors.regenerateRecoveryCodes(person)).toMatchObject({ kind: 'NoSecondFactor' });
    expect(await world.factors.viewSecondFactors(person)).toEqual({ totp: false, recoveryCodesLeft: 0 });
    expect(await world.attempt('away@example.org', 'seven quiet otters juggle lanterns')).toBe('SignInSuccess');
    expect((await world.mailsTo('away@example.org')).at(-1)).toMatchObject({ template: 'second-factor-removed' });
  });

  it('leaves neither its secret nor a recovery code readable in the database, nor in the audit log', async () => {
    const { person, secret } = await world.withTotp('sealed@example.org');
    const { recoveryCodes } = (await world.factors.regenerateRecoveryCodes(person)) as RegenerateRecoveryCodesSuccess;

    const kept = JSON.stringify([
      await world.test.query(`SELECT encode(sealed_secret, 'escape') FROM identity.totp_factor`),
      await world.test.query(`SELECT encode(mark, 'escape') FROM identity.recovery_code`),
      await world.test.query(`SELECT action, detail FROM identity.audit_entry`),
    ]);

    expect(kept).toContain('account.totp-enabled');
    expect(kept).toContain('account.recovery-codes-replaced');
    for (const text of [secret, ...recoveryCodes, 'sealed@example.org']) expect(kept).not.toContain(text);
  });
});
