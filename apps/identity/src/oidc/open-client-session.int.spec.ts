import { aSystem, anonymous } from '@crossing/testkit';
import { changeAccountStatus } from '../account/change-account-status.ts';
import { identityOnDatabase, type IdentityOnDatabase } from '../spec-identity.ts';
import { openClientSession } from './open-client-session.ts';

describe('openClientSession', () => {
  let world: IdentityOnDatabase;
  beforeAll(async () => void (world = await identityOnDatabase()));
  afterAll(() => world.test.drop());

  const open = async (email: string, grantId: string) => {
    const { subjectRef } = await world.confirmedAccount(email);
    const authTime = new Date(world.time.clock().getTime() - 60_000);
    const request = { subjectRef, clientId: 'first-party', grantId, amr: ['pwd'], authTime, device: 'Firefox on Linux' };
    return { subjectRef, authTime, open: () => openClientSession(world.opening)(anonymous, request) };
  };
  const sessionOf = (grantId: string) => world.uow.read(aSystem(), ({ sessions }) => sessions.findByGrant(grantId));

  it('opens the session that everything given out for the grant belongs to, noted as done by its person', async () => {
    const nova = await open('nova@example.org', 'grant-1');

    expect(await nova.open()).toBe(true);

    const { subjectRef, authTime } = nova;
    const known = { subjectRef, authTime, clientId: 'first-party', cookieHash: null, device: 'Firefox on Linux', amr: ['pwd'] };
    expect(await sessionOf('grant-1')).toMatchObject({ ...known, createdAt: world.time.clock() });
    expect(await world.test.query('SELECT actor_ref, detail FROM identity.audit_entry WHERE action = $1', ['session.opened'])).toEqual([
      { actor_ref: subjectRef, detail: { amr: ['pwd'], clientId: 'first-party' } },
    ]);
  });

  it('opens none for who was suspended since they signed in', async () => {
    const out = await open('out@example.org', 'grant-2');
    await changeAccountStatus(world.deps)(aSystem(), { email: 'out@example.org', status: 'SUSPENDED' });

    expect(await out.open()).toBe(false);
    expect(await sessionOf('grant-2')).toBeNull();
  });
});
