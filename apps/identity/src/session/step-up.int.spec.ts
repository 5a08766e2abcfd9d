import { HOUR, MINUTE } from '@crossing/kernel';
import { aSystem } from '@crossing/testkit';
import { provePassword } from '../account/prove-password.ts';
import { secondFactorsOnDatabase, tally, type SecondFactorsOnDatabase } from '../second-factor/spec-second-factor.ts';
import { PASSWORD } from '../spec-identity.ts';
import { stepUp } from './step-up.ts';

describe('stepUp', () => {
  let world: SecondFactorsOnDatabase;
  let prove: ReturnType<typeof stepUp>;
  beforeAll(async () => {
    world = await secondFactorsOnDatabase();
    prove = stepUp({
      ...world.deps,
      provePassword: provePassword({ ...world.deps, passwordThrottle: world.throttles.password }),
    });
  });
  afterAll(() => world.test.drop());

  const session = (sessionId: string) => world.uow.read(aSystem(), ({ sessions }) => sessions.find(sessionId));

  it('notes by password that it is the person still, in this session alone', async () => {
    await world.confirmedAccount('nova@example.org');
    const [here, elsewhere] = [await world.signedIn('nova@example.org'), await world.signedIn('nova@example.org')];
    const before = (await session(elsewhere.sessionId))!.authTime;
    world.time.advance(10 * MINUTE);
    const now = world.time.clock();

    expect(await prove(here, { password: 'a wrong password' })).toMatchObject({ kind: 'WrongPassword' });
    expect((await session(here.sessionId))!.authTime).toEqual(before);
    expect(await prove(here, { password: PASSWORD })).toEqual({ kind: 'StepUpSuccess', until: new Date(now.getTime() + 5 * MINUTE) });

    expect(await session(here.sessionId)).toMatchObject({ authTime: now, amr: ['pwd'] });
    expect((await session(elsewhere.sessionId))!.authTime).toEqual(before);
  });

  it('asks a person with a second factor for a code, and takes it once of twelve who bring it at the same time', async () => {
    const { person, secret } = await world.withTotp('rita@example.org');
    const code = world.nextCode(secret);

    expect(await prove(person, { password: PASSWORD })).toMatchObject({ kind: 'SecondFactorNeeded', methods: ['TOTP', 'RECOVERY_CODE'] });
    const results = await Promise.all(Array.from({ length: 12 }, () => prove(person, { code })));

    expect(tally(results)).toEqual({ StepUpSuccess: 1, WrongCode: 11 });
    expect((await session(person.sessionId))!.amr.toSorted()).toEqual(['mfa', 'otp', 'pwd']);
  });

  it('takes either a password or a code, and no code of who has no second factor', async () => {
    await world.confirmedAccount('vera@example.org');
    const vera = await world.signedIn('vera@example.org');

    expect(await prove(vera, {})).toMatchObject({ kind: 'InvalidInput' });
    expect(await prove(vera, { password: PASSWORD, code: '123456' })).toMatchObject({ kind: 'InvalidInput' });
    expect(await prove(vera, { code: '123456' })).toMatchObject({ kind: 'NoSecondFactor' });
  });

  it('brings no session back that has ended', async () => {
    await world.confirmedAccount('over@example.org');
    const over = await world.signedIn('over@example.org');
    world.time.advance(HOUR);

    await expect(prove(over, { password: PASSWORD })).rejects.toMatchObject({ code: 'UNAUTHENTICATED' });
  });
});
