import { DAY } from '@crossing/kernel';
import type { CallerClaims } from '@crossing/subgraph';
import { anonymous, aSystem } from '@crossing/testkit';
import { changeAccountStatus } from '../account/change-account-status.ts';
import { hashToken } from '../account/token.ts';
import { secondFactorsOnDatabase, type SecondFactorsOnDatabase } from '../second-factor/spec-second-factor.ts';
import { PASSWORD } from '../spec-identity.ts';
import { completeSignIn } from './complete-sign-in.ts';
import { endWebSession } from './end-web-session.ts';
import { exchangeSession } from './exchange-session.ts';
import type { SignInSuccess } from './open-session.ts';
import type { MfaRequired } from './sign-in.ts';
import { withCookie } from './with-cookie.ts';

describe('a web session', () => {
  let world: SecondFactorsOnDatabase;
  let end: ReturnType<typeof endWebSession>;
  let exchange: (secret: string) => Promise<CallerClaims | null>;
  beforeAll(async () => {
    world = await secondFactorsOnDatabase();
    const deps = { ...world.uow, machineClock: world.time.clock };
    end = endWebSession(deps);
    const exchangeIt = exchangeSession({ ...deps, mint: async (claims) => JSON.stringify(claims) });
    exchange = async (secret) => JSON.parse((await exchangeIt(anonymous, secret)) ?? 'null') as CallerClaims | null;
  });
  afterAll(() => world.test.drop());

  const enter = (email: string, previous: string | null = null) =>
    withCookie(world.enter, end)(anonymous, { email, password: PASSWORD, device: 'Firefox on Linux' }, previous);
  const entered = async (email: string, previous: string | null = null): Promise<string> => (await enter(email, previous)).secret!;
  const auditOf = (subjectRef: string) =>
    world.test.query<{ action: string; actor_ref: string }>(
      'SELECT action, actor_ref FROM identity.audit_entry WHERE aggregate_id = $1 ORDER BY seq',
      [subjectRef],
    );

  it('is known by a secret of which only the hash is kept, and has no tokens', async () => {
    await world.confirmedAccount('nova@example.org');

    const { result, secret } = await enter('nova@example.org');

    const { session, account } = result as SignInSuccess;
    expect(secret).toMatch(/^[\w-]{43}$/);
    expect(session).toMatchObject({ grantId: null, clientId: null, cookieHash: hashToken(secret!), device: 'Firefox on Linux' });
    expect(await exchange(secret!)).toMatchObject({ sub: account.subjectRef, sid: session.sessionId, amr: ['pwd'], status: 'ACTIVE' });
    const [row] = await world.test.query<{ row: string }>('SELECT s::text AS row FROM identity.session s WHERE session_id = $1', [
      session.sessionId,
    ]);
    expect(row!.row).not.toContain(secret);
    await expect(world.oidc.issueTokens(session)).rejects.toThrow('has no tokens');
  });

  it('is not opened by a wrong password', async () => {
    const wrong = { email: 'nova@example.org', password: 'wrong', device: 'curl' };

    expect(await withCookie(world.enter, end)(anonymous, wrong, null)).toMatchObject({
      result: { kind: 'InvalidCredentials' },
      secret: null,
    });
  });

  it('takes over no secret that the browser brings, and ends the session of it', async () => {
    await world.confirmedAccount('fixed@example.org');
    const planted = 'planted-planted-planted-planted-planted-pla';
    const first = await entered('fixed@example.org', planted);
    expect(first).not.toBe(planted);
    expect(await exchange(planted)).toBeNull();

    const second = await entered('fixed@example.org', first);

    expect(await exchange(first)).toBeNull();
    expect(await exchange(second)).not.toBeNull();
  });

  it('ends when it is signed out of, noted once as done by its person', async () => {
    const { subjectRef } = await world.confirmedAccount('out@example.org');
    const [secret, other] = [await entered('out@example.org'), await entered('out@example.org')];

    await Promise.all([end(anonymous, secret), end(anonymous, secret), end(anonymous, 'unknown')]);

    expect(await exchange(secret)).toBeNull();
    expect(await exchange(other)).not.toBeNull();
    expect((await auditOf(subjectRef)).filter(({ action }) => action === 'session.revoked')).toEqual([
      { action: 'session.revoked', actor_ref: subjectRef },
    ]);
  });

  it('ends with its time and with a suspension', async () => {
    await world.confirmedAccount('late@example.org');
    const secret = await entered('late@example.org');
    await changeAccountStatus(world.deps)(aSystem(), { email: 'late@example.org', status: 'SUSPENDED' });
    expect(await exchange(secret)).toBeNull();

    await world.confirmedAccount('later@example.org');
    const later = await entered('later@example.org');
    world.time.advance(DAY);
    expect(await exchange(later)).toBeNull();
  });

  it('waits for the second factor of who has one', async () => {
    const { secret: totp } = await world.withTotp('two@example.org');
    const { result, secret } = await enter('two@example.org');
    expect([result.kind, secret]).toEqual(['MfaRequired', null]);

    const { challenge } = result as MfaRequired;
    const code = { challenge, code: world.nextCode(totp), device: 'curl' };
    const completed = await withCookie(completeSignIn(world.deps), end)(anonymous, code, null);

    expect(await exchange(completed.secret!)).toMatchObject({ amr: ['pwd', 'otp', 'mfa'] });
  });
});
