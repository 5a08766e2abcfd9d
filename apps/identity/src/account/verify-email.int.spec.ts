import { HOUR } from '@crossing/kernel';
import { anonymous } from '@crossing/testkit';
import { identityOnDatabase, registration, type IdentityOnDatabase } from '../spec-identity.ts';

describe('verifyEmail', () => {
  let world: IdentityOnDatabase;
  beforeAll(async () => void (world = await identityOnDatabase()));
  afterAll(() => world.test.drop());

  async function tokenFor(email: string): Promise<string> {
    await world.register(anonymous, registration(email));
    return (await world.mailsTo(email)).at(-1)!.data['token']!;
  }

  it('confirms the address', async () => {
    const token = await tokenFor('a@example.org');

    expect(await world.verify(anonymous, { token })).toEqual({ kind: 'VerifyEmailSuccess', email: 'a@example.org' });
  });

  it('takes a token once, of ten who try it at the same time', async () => {
    const token = await tokenFor('b@example.org');

    const results = await Promise.all(Array.from({ length: 10 }, () => world.verify(anonymous, { token })));

    expect(results.filter(({ kind }) => kind === 'VerifyEmailSuccess')).toHaveLength(1);
  });

  it('takes no token after a day, and a new one replaces the old', async () => {
    const first = await tokenFor('c@example.org');
    world.time.advance(24 * HOUR);

    expect((await world.verify(anonymous, { token: first })).kind).toBe('LinkInvalid');
    const second = await tokenFor('c@example.org');
    expect((await world.verify(anonymous, { token: second })).kind).toBe('VerifyEmailSuccess');
  });

  it('keeps only the hash of a token', async () => {
    const token = await tokenFor('d@example.org');
    const rows = await world.test.query('SELECT token_hash FROM identity.email_confirmation');

    expect(JSON.stringify(rows)).not.toContain(token);
    expect((await world.verify(anonymous, { token: 'nonsense\0' })).kind).toBe('LinkInvalid');
  });
});
