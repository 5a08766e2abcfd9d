import type { Person } from '@crossing/subgraph';
import { anonymous, emittedBy } from '@crossing/testkit';
import { registerCompany } from '../company/register-company.ts';
import { identityOnDatabase, PASSWORD, type IdentityOnDatabase } from '../spec-identity.ts';

describe('closeAccount', () => {
  let world: IdentityOnDatabase;
  beforeAll(async () => void (world = await identityOnDatabase()));
  afterAll(() => world.test.drop());

  const close = (person: Person, password = PASSWORD) => world.accounts.closeAccount(person, { password });
  async function member(name: string): Promise<Person> {
    await world.confirmedAccount(`${name}@example.org`);
    return world.signedIn(`${name}@example.org`);
  }
  async function companyOf(owner: Person): Promise<string> {
    const founded = await registerCompany(world.deps)(owner, { name: 'Lantern Labs' });
    return (founded as { companyId: string }).companyId;
  }
  const makeOwner = (companyId: string, { subject }: Person) =>
    world.test.query(
      `INSERT INTO identity.company_membership (company_id, subject_ref, role, since) VALUES ($1, $2, 'OWNER', '2026-02-01T09:00:00Z')`,
      [companyId, subject],
    );
  const ownersOf = (companyId: string) => world.test.query('SELECT * FROM identity.company_membership WHERE company_id = $1', [companyId]);

  it('ends sessions and tokens, lets nobody sign in any more, and announces it', async () => {
    const nova = await member('nova');
    const elsewhere = await world.signedIn('nova@example.org');
    await world.accounts.requestPasswordReset(anonymous, { email: 'nova@example.org' });
    await world.doJobs();
    const token = await world.tokenTo('nova@example.org');

    expect(await close(nova)).toEqual({ kind: 'CloseAccountSuccess', status: 'CLOSURE_REQUESTED' });

    expect([await world.isOpenStill(nova), await world.isOpenStill(elsewhere)]).toEqual([false, false]);
    expect(await world.attempt('nova@example.org', PASSWORD)).toBe('InvalidCredentials');
    expect((await world.accounts.resetPassword(anonymous, { token, newPassword: PASSWORD })).kind).toBe('LinkInvalid');
    expect((await world.mailsTo('nova@example.org')).at(-1)).toMatchObject({ template: 'account-closed' });
    expect((await emittedBy(world.test, 'identity')).at(-1)).toMatchObject({
      type: 'identity.account.status-changed.v1',
      key: nova.subject,
      data: { from: 'ACTIVE', to: 'CLOSURE_REQUESTED' },
    });
  });

  it('refuses the last owner of a company, names it, and changes nothing', async () => {
    const owner = await member('owner');
    const companyId = await companyOf(owner);

    expect(await close(owner)).toMatchObject({ kind: 'LastOwner', companies: [{ companyId }] });

    expect(await world.isOpenStill(owner)).toBe(true);
    expect(await ownersOf(companyId)).toHaveLength(1);
  });

  it('leaves no company without an owner who can sign in, founded at the same time', async () => {
    for (let round = 0; round < 10; round += 1) {
      const founder = await member(`founder-${round}`);

      const [closed, founded] = await Promise.allSettled([close(founder), companyOf(founder)]);

      const isClosed = closed.status === 'fulfilled' && closed.value.kind === 'CloseAccountSuccess';
      expect(founded.status).toBe(isClosed ? 'rejected' : 'fulfilled');
      const owned = await world.test.query('SELECT 1 FROM identity.company_membership WHERE subject_ref = $1', [founder.subject]);
      expect(owned).toHaveLength(isClosed ? 0 : 1);
    }
  }, 60_000);

  it('lets nobody found a company whose account is closed, with a token of a moment ago', async () => {
    const founder = await member('too-late');
    await close(founder);

    await expect(companyOf(founder)).rejects.toMatchObject({ code: 'UNAUTHENTICATED' });
  });

  it('leaves its companies where others own them, and says so', async () => {
    const leaver = await member('leaver');
    const companyId = await companyOf(leaver);
    await makeOwner(companyId, await member('stayer'));

    expect((await close(leaver)).kind).toBe('CloseAccountSuccess');

    expect(await ownersOf(companyId)).toHaveLength(1);
    expect((await emittedBy(world.test, 'identity')).findLast(({ key }) => key === companyId)).toMatchObject({
      type: 'identity.membership.changed.v1',
      data: { subjectRef: leaver.subject, status: 'REMOVED' },
    });
  });

  it('keeps one of two owners who close at the same time', async () => {
    for (let round = 0; round < 5; round++) {
      const owners = [await member(`left-${round}`), await member(`right-${round}`)] as const;
      const companyId = await companyOf(owners[0]);
      await makeOwner(companyId, owners[1]);

      const results = await Promise.all(owners.map((owner) => close(owner)));

      expect(results.map(({ kind }) => kind).sort()).toEqual(['CloseAccountSuccess', 'LastOwner']);
      expect(await ownersOf(companyId)).toHaveLength(1);
    }
  });

  it('asks for the password', async () => {
    const person = await member('open');

    expect((await close(person, 'a wrong password')).kind).toBe('WrongPassword');
    expect(await world.isOpenStill(person)).toBe(true);
  });
});
