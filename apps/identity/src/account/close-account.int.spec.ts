import type { Person } from '@crossing/subgraph';
import { anonymous, emittedBy, eventually } from '@crossing/testkit';
import pg from 'pg';
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

  describe('while the same person founds a company', () => {
    const WAITING = "SELECT 1 FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'";
    const waiting = (count: number) => eventually(async () => expect(await world.test.query(WAITING)).toHaveLength(count));
    /** What each of two did, the second begun when the first waits for what is held; what is held is let go when both wait, or one is through. */
    async function oneAfterTheOther<A, B>(held: string, first: () => Promise<A>, second: () => Promise<B>) {
      const holder = new pg.Client({ connectionString: world.test.url });
      await holder.connect();
      await holder.query('BEGIN');
      await holder.query(held);
      const done: Promise<unknown>[] = [];
      try {
        done.push(first());
        await waiting(1);
        done.push(second());
        await Promise.race([Promise.allSettled([done[1]]), waiting(2)]);
      } finally {
        await holder.end();
      }
      return (await Promise.allSettled(done)) as [PromiseSettledResult<A>, PromiseSettledResult<B>];
    }
    const ownedBy = ({ subject }: Person) =>
      world.test.query('SELECT 1 FROM identity.company_membership WHERE subject_ref = $1', [subject]);

    it('who was first closes, and founds nothing', async () => {
      const founder = await member('closes-first');
      const sessionsOfFounder = `SELECT 1 FROM identity.session WHERE subject_ref = '${founder.subject}' FOR UPDATE`;

      const [closed, founded] = await oneAfterTheOther(
        sessionsOfFounder,
        () => close(founder),
        () => companyOf(founder),
      );

      expect(closed).toMatchObject({ value: { kind: 'CloseAccountSuccess' } });
      expect(founded).toMatchObject({ reason: { code: 'UNAUTHENTICATED' } });
      expect(await ownedBy(founder)).toEqual([]);
    });

    it('who founded first stays, as the last owner', async () => {
      const founder = await member('founds-first');

      const [founded, closed] = await oneAfterTheOther(
        'LOCK TABLE identity.company IN SHARE MODE',
        () => companyOf(founder),
        () => close(founder),
      );

      expect(founded.status).toBe('fulfilled');
      expect(closed).toMatchObject({ value: { kind: 'LastOwner' } });
      expect(await ownedBy(founder)).toHaveLength(1);
    });
  });

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
