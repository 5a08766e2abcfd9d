import { MINUTE } from '@crossing/kernel';
import { anonymous, aSystem } from '@crossing/testkit';
import { changeAccountStatus } from '../account/change-account-status.ts';
import { changePassword } from '../account/change-password.ts';
import { provePassword } from '../account/prove-password.ts';
import type { RegenerateRecoveryCodesSuccess } from '../second-factor/regenerate-recovery-codes.ts';
import { secondFactorsOnDatabase, tally, type SecondFactorsOnDatabase } from '../second-factor/spec-second-factor.ts';
import { PASSWORD } from '../spec-identity.ts';
import { completeSignIn } from './complete-sign-in.ts';
import type { MfaRequired } from './sign-in.ts';

describe('completeSignIn', () => {
  let world: SecondFactorsOnDatabase;
  let complete: ReturnType<typeof completeSignIn>;
  beforeAll(async () => {
    world = await secondFactorsOnDatabase();
    complete = completeSignIn(world.deps);
  });
  afterAll(() => world.test.drop());

  const challengeOf = async (email: string): Promise<string> =>
    ((await world.enter(anonymous, { email, password: PASSWORD, device: 'curl' })) as MfaRequired).challenge;
  const challengesOf = async (email: string, count: number): Promise<string[]> => {
    const challenges: string[] = [];
    // One after the other: signing in counts attempts at the same time as guesses.
    while (challenges.length < count) challenges.push(await challengeOf(email));
    return challenges;
  };
  const finish = (challenge: string, code: string) => complete(anonymous, { challenge, code, device: 'curl' });

  it('opens a session that says how the person proved who they are', async () => {
    const { secret } = await world.withTotp('nova@example.org');
    const answer = await world.enter(anonymous, { email: 'nova@example.org', password: PASSWORD, device: 'curl' });

    expect(answer).toMatchObject({ kind: 'MfaRequired', methods: ['TOTP', 'RECOVERY_CODE'] });
    const result = await finish((answer as MfaRequired).challenge, world.nextCode(secret));

    expect(result).toMatchObject({
      kind: 'SignInSuccess',
      account: { email: 'nova@example.org' },
      session: { amr: ['pwd', 'otp', 'mfa'], authTime: world.time.clock() },
    });
  });

  it('takes no code of a time step twice, nor one before it', async () => {
    const { secret } = await world.withTotp('replay@example.org');
    const before = world.codeOf(secret);
    const code = world.nextCode(secret);

    expect(await finish(await challengeOf('replay@example.org'), code)).toMatchObject({ kind: 'SignInSuccess' });
    expect(await finish(await challengeOf('replay@example.org'), code)).toMatchObject({ kind: 'WrongCode' });
    expect(await finish(await challengeOf('replay@example.org'), before)).toMatchObject({ kind: 'WrongCode' });
  });

  it('takes a code once, of twelve challenges that bring it at the same time', async () => {
    const { secret } = await world.withTotp('race@example.org');
    const challenges = await challengesOf('race@example.org', 12);
    const code = world.nextCode(secret);

    const results = await Promise.all(challenges.map((challenge) => finish(challenge, code)));

    expect(tally(results)).toEqual({ SignInSuccess: 1, WrongCode: 11 });
  });

  it('takes a challenge once, of twelve who bring a recovery code each at the same time', async () => {
    const { person, recoveryCodes } = await world.withTotp('challenge@example.org');
    const challenge = await challengeOf('challenge@example.org');

    const attempts = [...recoveryCodes, ...recoveryCodes.slice(0, 2)];
    const results = await Promise.all(attempts.map((code) => finish(challenge, code)));

    expect(tally(results)).toEqual({ SignInSuccess: 1, ChallengeExpired: 11 });
    expect(await world.factors.viewSecondFactors(person)).toMatchObject({ recoveryCodesLeft: 9 });
  });

  it('takes a recovery code once, of twelve who bring it at the same time, however it is typed', async () => {
    const { person, recoveryCodes } = await world.withTotp('recovery@example.org');
    const challenges = await challengesOf('recovery@example.org', 12);
    const typed = ` ${recoveryCodes[3]!.toUpperCase().replaceAll('-', ' ').replaceAll('0', 'O')}`;

    const results = await Promise.all(challenges.map((challenge) => finish(challenge, typed)));

    expect(tally(results)).toEqual({ SignInSuccess: 1, WrongCode: 11 });
    expect(await world.factors.viewSecondFactors(person)).toMatchObject({ recoveryCodesLeft: 9 });
    expect((await world.mailsTo('recovery@example.org')).at(-1)).toMatchObject({ template: 'recovery-code-used', data: { left: '9' } });
  });

  it('takes no recovery code that was replaced', async () => {
    const { person, recoveryCodes } = await world.withTotp('replaced@example.org');
    const fresh = (await world.factors.regenerateRecoveryCodes(person)) as RegenerateRecoveryCodesSuccess;

    expect(await finish(await challengeOf('replaced@example.org'), recoveryCodes[0]!)).toMatchObject({ kind: 'WrongCode' });
    expect(await finish(await challengeOf('replaced@example.org'), fresh.recoveryCodes[0]!)).toMatchObject({ kind: 'SignInSuccess' });
  });

  it('counts wrong codes by person, whatever challenge they come with', async () => {
    const { recoveryCodes } = await world.withTotp('guessed@example.org');
    const counted = (challenge: string, code: string) => world.completeSignIn(anonymous, { challenge, code, device: 'curl' });
    for (let n = 0; n < 5; n++) await counted(await challengeOf('guessed@example.org'), `00000${n}`);

    expect(await counted(await challengeOf('guessed@example.org'), recoveryCodes[0]!)).toMatchObject({ kind: 'TooManyAttempts' });
  });

  it('takes no challenge that is too old, made up, or from before a change of password or standing', async () => {
    const { person, secret, recoveryCodes } = await world.withTotp('old@example.org');
    const old = await challengeOf('old@example.org');
    world.time.advance(10 * MINUTE);
    expect(await finish(old, world.codeOf(secret))).toMatchObject({ kind: 'ChallengeExpired' });
    expect(await finish('made up\0', world.codeOf(secret))).toMatchObject({ kind: 'ChallengeExpired' });

    const suspended = await challengeOf('old@example.org');
    const change = changeAccountStatus(world.opening);
    await change(aSystem('operator'), { email: 'old@example.org', status: 'SUSPENDED' });
    expect(await finish(suspended, recoveryCodes[0]!)).toMatchObject({ kind: 'ChallengeExpired' });
    await change(aSystem('operator'), { email: 'old@example.org', status: 'ACTIVE' });

    const before = await challengeOf('old@example.org');
    const prove = provePassword({ ...world.opening, passwordThrottle: world.throttles.password });
    const request = { currentPassword: PASSWORD, newPassword: 'nine violet teapots argue politely' };
    expect(await changePassword({ ...world.opening, provePassword: prove })(person, request)).toMatchObject({
      kind: 'ChangePasswordSuccess',
    });
    expect(await finish(before, recoveryCodes[1]!)).toMatchObject({ kind: 'ChallengeExpired' });
  });
});
