import { anonymous, driftOf, emittedBy } from '@crossing/testkit';
import { identityOnDatabase, registration, type IdentityOnDatabase } from '../spec-identity.ts';

describe('registerAccount', () => {
  let world: IdentityOnDatabase;
  beforeAll(async () => void (world = await identityOnDatabase()));
  afterAll(() => world.test.drop());

  const accounts = (email: string) =>
    world.test.query<{ status: string; locale: string; subject_ref: string }>('SELECT * FROM identity.account WHERE email = $1', [email]);

  it('opens an account that waits for its address to be confirmed, and announces a pseudonym', async () => {
    const result = await world.register(anonymous, registration('  Nova@Example.ORG '));

    expect(result).toEqual({ kind: 'RegisterAccountSuccess', email: 'nova@example.org' });
    const [account] = await accounts('nova@example.org');
    expect(account).toMatchObject({ status: 'PENDING_EMAIL', locale: 'sw-KE' });
    expect((await emittedBy(world.test, 'identity')).at(-1)).toMatchObject({
      type: 'identity.account.registered.v1',
      key: account!.subject_ref,
      data: { subjectRef: account!.subject_ref, registeredAt: '2026-02-01T09:00:00.000Z' },
    });
    expect(await world.mailsTo('nova@example.org')).toMatchObject([{ template: 'confirm-email' }]);
  });

  it('answers the same for an address that has an account, changes nothing and says so by mail', async () => {
    await world.register(anonymous, registration('known@example.org'));
    const token = (await world.mailsTo('known@example.org')).at(-1)!.data['token']!;
    await world.verify(anonymous, { token });
    const before = await accounts('known@example.org');

    const result = await world.register(anonymous, registration('known@example.org'));

    expect(result).toEqual({ kind: 'RegisterAccountSuccess', email: 'known@example.org' });
    expect(await accounts('known@example.org')).toEqual(before);
    expect((await world.mailsTo('known@example.org')).at(-1)).toMatchObject({ template: 'already-registered' });
  });

  it('makes one account of 20 registrations with one address', async () => {
    const results = await Promise.all(Array.from({ length: 20 }, () => world.register(anonymous, registration('race@example.org'))));

    expect(new Set(results.map(({ kind }) => kind))).toEqual(new Set(['RegisterAccountSuccess']));
    expect(await accounts('race@example.org')).toHaveLength(1);
  });

  it('lists every broken rule at once', async () => {
    const result = await world.register(anonymous, {
      ...registration('not an address'),
      locale: 'xx-klingon',
      timeZone: 'Mars/Olympus',
      adult: false,
    });

    expect(result).toMatchObject({
      kind: 'InvalidInput',
      issues: [{ path: 'email' }, { path: 'locale' }, { path: 'timeZone' }, { path: 'adult' }],
    });
  });

  it.each(['a\0b@example.org', '\ud800@example.org', `${'x'.repeat(65)}@example.org`, 'x@localhost', ''])(
    'takes %j for no address',
    async (email) => {
      expect(await world.register(anonymous, registration(email))).toMatchObject({ kind: 'InvalidInput', issues: [{ path: 'email' }] });
    },
  );

  it('refuses a password that would be guessed, with advice', async () => {
    const short = await world.register(anonymous, { ...registration('weak@example.org'), password: 'short' });
    const common = await world.register(anonymous, { ...registration('weak@example.org'), password: 'password1234' });

    expect(short).toMatchObject({ kind: 'WeakPassword', suggestions: [expect.stringContaining('12 characters')] });
    expect(common.kind).toBe('WeakPassword');
    expect(await accounts('weak@example.org')).toEqual([]);
  });

  it('asks for the terms that are in force', async () => {
    const result = await world.register(anonymous, { ...registration('terms@example.org'), acceptedTermsVersion: '2019-01' });

    expect(result).toMatchObject({ kind: 'TermsOutdated', currentVersion: '2026-01' });
  });

  it('maps its tables as they are', async () => {
    expect((await driftOf(world.test.database.worker)).filter((line) => !line.includes('password_hash'))).toEqual([]);
  });
});
