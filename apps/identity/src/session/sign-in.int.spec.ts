import type { CallerClaims } from '@crossing/subgraph';
import { anonymous, aPerson, aSystem } from '@crossing/testkit';
import { changeAccountStatus } from '../account/change-account-status.ts';
import { grantStaffRole } from '../account/grant-staff-role.ts';
import { registerCompany } from '../company/register-company.ts';
import { identityOnDatabase, PASSWORD, registration, type IdentityOnDatabase } from '../spec-identity.ts';
import { exchangeAccessToken } from './exchange-access-token.ts';
import type { SignInSuccess } from './open-session.ts';
import { signIn } from './sign-in.ts';
import { throttleStore } from './throttle.store.ts';

describe('signIn', () => {
  let world: IdentityOnDatabase;
  let enter: ReturnType<typeof signIn>;
  let exchange: ReturnType<typeof exchangeAccessToken>;
  beforeAll(async () => {
    world = await identityOnDatabase();
    const { deps, test, time } = world;
    enter = signIn({
      ...deps,
      machineClock: time.clock,
      throttle: throttleStore(test.database.worker, { name: 'sign-in', attempts: 3, windowSeconds: 60 }),
      sessionSeconds: 3600,
    });
    exchange = exchangeAccessToken({
      read: deps.read,
      transact: deps.transact,
      machineClock: time.clock,
      // What a token must be signed with is the provider's, and tested there.
      verify: async (token) => ({ ...JSON.parse(token), iat: 0, exp: 0 }),
      mint: async (claims) => JSON.stringify(claims),
    });
    await confirmedAccount('nova@example.org');
  });
  afterAll(() => world.test.drop());

  async function confirmedAccount(email: string): Promise<void> {
    await world.register(anonymous, registration(email));
    await world.verify(anonymous, { token: (await world.mailsTo(email)).at(-1)!.data['token']! });
  }

  const attempt = (email: string, password: string) => enter(anonymous, { email, password, device: 'curl' });

  it('opens a session that ends when it should', async () => {
    const result = await attempt('NOVA@example.org', PASSWORD);

    expect(result).toMatchObject({
      kind: 'SignInSuccess',
      session: { expiresAt: new Date('2026-02-01T10:00:00Z'), amr: ['pwd'] },
      account: { email: 'nova@example.org' },
    });
  });

  it('answers an unknown address and a wrong password alike, in the same time', async () => {
    const timed = async (email: string) => {
      const started = performance.now();
      const result = await attempt(email, 'a wrong password');
      return { result, ms: performance.now() - started };
    };
    await timed('nobody-0@example.org');
    const unknown = await timed('nobody-1@example.org');
    const wrong = await timed('nova@example.org');

    expect(wrong.result).toEqual(unknown.result);
    expect(unknown.result.kind).toBe('InvalidCredentials');
    // Both verify an argon2id hash; without the dummy one the unknown address would answer in about a tenth of the time.
    expect(unknown.ms).toBeGreaterThan(wrong.ms / 4);
  });

  it('tells about a missing confirmation only who knows the password', async () => {
    await world.register(anonymous, registration('pending@example.org'));

    expect((await attempt('pending@example.org', 'a wrong password')).kind).toBe('InvalidCredentials');
    expect((await attempt('pending@example.org', PASSWORD)).kind).toBe('EmailNotVerified');
  });

  it('lets nobody guess on: after three wrong passwords even the right one waits', async () => {
    await confirmedAccount('guessed@example.org');
    for (let n = 0; n < 3; n++) await attempt('guessed@example.org', `guess ${n}`);

    const result = await attempt('guessed@example.org', PASSWORD);

    expect(result).toMatchObject({ kind: 'TooManyAttempts' });
    expect((result as { retryAfterSeconds: number }).retryAfterSeconds).toBeLessThanOrEqual(60);
  });

  describe('and the caller token', () => {
    const tokenOf = ({ subjectRef: sub, sessionId: sid }: SignInSuccess['session']) => JSON.stringify({ sub, sid });
    const claimsOf = async (token: string) => {
      const exchanged = await exchange(anonymous, token);
      return exchanged === null ? null : (JSON.parse(exchanged) as CallerClaims);
    };

    it('says what the person may do now', async () => {
      await confirmedAccount('rita@example.org');
      const { session, account } = (await attempt('rita@example.org', PASSWORD)) as SignInSuccess;
      await grantStaffRole(world.deps)(aSystem('operator'), { email: 'rita@example.org', role: 'TRUST_REVIEWER' });
      const founded = await registerCompany(world.deps)(aPerson({ subject: account.subjectRef }), { name: 'Rita & Co' });

      expect(await claimsOf(tokenOf(session))).toMatchObject({
        sub: account.subjectRef,
        status: 'ACTIVE',
        staffRoles: ['TRUST_REVIEWER'],
        companies: [{ id: (founded as { companyId: string }).companyId, role: 'OWNER' }],
      });
    });

    it('is refused from the moment of a suspension, and comes back with it', async () => {
      await confirmedAccount('vera@example.org');
      const { session } = (await attempt('vera@example.org', PASSWORD)) as SignInSuccess;
      const change = changeAccountStatus(world.deps);

      await change(aSystem('operator'), { email: 'vera@example.org', status: 'SUSPENDED' });
      expect(await claimsOf(tokenOf(session))).toBeNull();
      expect((await attempt('vera@example.org', PASSWORD)).kind).toBe('InvalidCredentials');

      await change(aSystem('operator'), { email: 'vera@example.org', status: 'ACTIVE' });
      expect(await claimsOf(tokenOf(session))).not.toBeNull();
    });

    it('is refused for another person’s session', async () => {
      const { session } = (await attempt('rita@example.org', PASSWORD)) as SignInSuccess;
      const nova = (await attempt('nova@example.org', PASSWORD)) as SignInSuccess;

      const forged = tokenOf({ ...session, subjectRef: nova.account.subjectRef });

      expect(await claimsOf(forged)).toBeNull();
    });
  });
});
