import { anonymous } from '@crossing/testkit';
import { identityOnDatabase, PASSWORD, registration, type IdentityOnDatabase } from '../spec-identity.ts';
import { signIn } from './sign-in.ts';
import { throttleStore } from './throttle.store.ts';

const STRANGERS_PASSWORD = 'nine violet teapots argue politely';

describe('signIn, when a stranger wants in', () => {
  let world: IdentityOnDatabase;
  let attempt: (email: string, password: string) => Promise<string>;
  beforeAll(async () => {
    world = await identityOnDatabase();
    const { deps, test, time } = world;
    const throttle = throttleStore(test.database.worker, { name: 'sign-in', attempts: 10, windowSeconds: 900 });
    const enter = signIn({ ...deps, machineClock: time.clock, throttle, sessionSeconds: 60 });
    attempt = async (email, password) => (await enter(anonymous, { email, password, device: 'curl' })).kind;
  });
  afterAll(() => world.test.drop());

  const registerWith = async (email: string, password: string): Promise<string> => {
    await world.register(anonymous, { ...registration(email), password });
    return (await world.mailsTo(email)).at(-1)!.data['token']!;
  };

  it('takes the password of the registration whose mail came back, if the stranger registered first', async () => {
    await registerWith('late@example.org', STRANGERS_PASSWORD);
    const token = await registerWith('late@example.org', PASSWORD);

    await world.verify(anonymous, { token });

    expect(await attempt('late@example.org', STRANGERS_PASSWORD)).toBe('InvalidCredentials');
    expect(await attempt('late@example.org', PASSWORD)).toBe('SignInSuccess');
  });

  it('… and if the stranger registered afterwards', async () => {
    const token = await registerWith('early@example.org', PASSWORD);
    const strangersToken = await registerWith('early@example.org', STRANGERS_PASSWORD);

    await world.verify(anonymous, { token });

    expect((await world.verify(anonymous, { token: strangersToken })).kind).toBe('LinkInvalid');
    expect(await attempt('early@example.org', STRANGERS_PASSWORD)).toBe('InvalidCredentials');
    expect(await attempt('early@example.org', PASSWORD)).toBe('SignInSuccess');
  });

  it('confirms one registration of an address, when two tokens come at the same time', async () => {
    for (let round = 0; round < 5; round++) {
      const email = `race-${round}@example.org`;
      const tokens = [await registerWith(email, PASSWORD), await registerWith(email, STRANGERS_PASSWORD)];

      const results = await Promise.all(tokens.map((token) => world.verify(anonymous, { token })));

      expect(results.map(({ kind }) => kind).sort()).toEqual(['LinkInvalid', 'VerifyEmailSuccess']);
    }
  });

  it('verifies no more passwords than are free, when 50 come at the same time', async () => {
    const kinds = await Promise.all(Array.from({ length: 50 }, (_none, n) => attempt('guessed@example.org', `guess ${n}`)));

    expect(kinds.filter((kind) => kind === 'InvalidCredentials')).toHaveLength(10);
    expect(kinds.filter((kind) => kind === 'TooManyAttempts')).toHaveLength(40);
  });

  it('takes text that cannot be stored for an unknown address', async () => {
    expect(await attempt('a\0b@example.org', PASSWORD)).toBe('InvalidCredentials');
  });
});
