import { randomUUID } from 'node:crypto';
import { HOUR, MINUTE } from '@crossing/kernel';
import { keysetPage, type CallerClaims, type Person } from '@crossing/subgraph';
import { anonymous } from '@crossing/testkit';
import { identityOnDatabase, type IdentityOnDatabase } from '../spec-identity.ts';
import { exchangeAccessToken } from './exchange-access-token.ts';
import { listSessions } from './list-sessions.ts';
import { revokeOtherSessions } from './revoke-other-sessions.ts';
import { revokeSession } from './revoke-session.ts';

describe('a person’s sessions', () => {
  let world: IdentityOnDatabase;
  let list: ReturnType<typeof listSessions>;
  let revoke: ReturnType<typeof revokeSession>;
  let revokeOthers: ReturnType<typeof revokeOtherSessions>;
  beforeAll(async () => {
    world = await identityOnDatabase();
    const deps = { ...world.deps, machineClock: world.time.clock };
    list = listSessions(deps);
    revoke = revokeSession(deps);
    revokeOthers = revokeOtherSessions(deps);
  });
  afterAll(() => world.test.drop());

  const idsOf = async (person: Person, args: { first?: number; after?: string } = {}) =>
    (await list(person, keysetPage(args, 'id'))).edges.map(({ node }) => node.sessionId);
  const audited = async () => (await world.test.query('SELECT action FROM identity.audit_entry')).length;

  it('are listed newest first, page by page, without an address of the network', async () => {
    await world.confirmedAccount('pages@example.org');
    const people = [];
    for (let n = 0; n < 5; n++) people.push(await world.signedIn('pages@example.org'));
    const newestFirst = people.map(({ sessionId }) => sessionId).reverse();

    const first = await list(people[0]!, keysetPage({ first: 2 }, 'id'));
    const rest = await list(people[0]!, keysetPage({ after: first.pageInfo.endCursor }, 'id'));

    expect([...first.edges, ...rest.edges].map(({ node }) => node.sessionId)).toEqual(newestFirst);
    expect([first.pageInfo.hasNextPage, rest.pageInfo.hasNextPage]).toEqual([true, false]);
    expect(first.edges[0]!.node).toMatchObject({ device: 'curl', lastUsedAt: null, createdAt: world.time.clock() });
    const columns = await world.test.query<{ column_name: string }>(
      `SELECT column_name FROM information_schema.columns WHERE table_schema = 'identity' AND table_name = 'session'`,
    );
    expect(columns.map(({ column_name }) => column_name).filter((name) => /ip|address|agent/.test(name))).toEqual([]);
  });

  it('are seen by nobody else, and not after they ended', async () => {
    await world.confirmedAccount('mine@example.org');
    await world.confirmedAccount('yours@example.org');
    const mine = await world.signedIn('mine@example.org');
    const yours = await world.signedIn('yours@example.org');

    expect(await idsOf(mine)).toEqual([mine.sessionId]);
    await revoke(yours, { sessionId: yours.sessionId });
    expect(await idsOf(yours)).toEqual([]);
    world.time.advance(HOUR);
    expect(await idsOf(mine)).toEqual([]);
    await expect(list(anonymous, keysetPage({}, 'id'))).rejects.toMatchObject({ code: 'UNAUTHENTICATED' });
  });

  it('end one by one; ending one twice changes nothing', async () => {
    await world.confirmedAccount('one@example.org');
    const here = await world.signedIn('one@example.org');
    const lost = await world.signedIn('one@example.org');

    expect(await revoke(here, { sessionId: lost.sessionId })).toEqual({ kind: 'RevokeSessionSuccess', sessionId: lost.sessionId });
    const before = await audited();
    expect((await revoke(here, { sessionId: lost.sessionId })).kind).toBe('RevokeSessionSuccess');

    expect([await world.isOpenStill(here), await world.isOpenStill(lost)]).toEqual([true, false]);
    expect(await audited()).toBe(before);
  });

  it('are ended by nobody else: a stranger’s is as missing as a random one', async () => {
    await world.confirmedAccount('victim@example.org');
    await world.confirmedAccount('stranger@example.org');
    const victim = await world.signedIn('victim@example.org');
    const stranger = await world.signedIn('stranger@example.org');
    const before = await audited();
    const refusalOf = (sessionId: string) => revoke(stranger, { sessionId }).then(String, ({ code, message }) => ({ code, message }));

    const refused = await refusalOf(victim.sessionId);

    expect(refused).toMatchObject({ code: 'NOT_FOUND' });
    expect(await refusalOf(randomUUID())).toEqual(refused);
    // The second wall: no policy shows the row, whatever the rule says.
    expect(await world.deps.transact(stranger, (tx) => tx.sessions.revoke(victim.sessionId, world.time.clock()))).toBe(false);
    expect(await world.isOpenStill(victim)).toBe(true);
    expect(await audited()).toBe(before);
  });

  it('end all at once, but for the one that asks', async () => {
    await world.confirmedAccount('all@example.org');
    await world.confirmedAccount('bystander@example.org');
    const people = [
      await world.signedIn('all@example.org'),
      await world.signedIn('all@example.org'),
      await world.signedIn('all@example.org'),
    ];
    const bystander = await world.signedIn('bystander@example.org');

    expect(await revokeOthers(people[1]!)).toEqual({ kind: 'RevokeOtherSessionsSuccess', endedSessions: 2 });

    expect(await Promise.all(people.map(world.isOpenStill))).toEqual([false, true, false]);
    expect(await world.isOpenStill(bystander)).toBe(true);
  });

  it('show their last use to within five minutes', async () => {
    await world.confirmedAccount('used@example.org');
    const person = await world.signedIn('used@example.org');
    const exchange = exchangeAccessToken({
      ...world.deps,
      machineClock: world.time.clock,
      verify: async () => ({
        sub: person.subject,
        sid: person.sessionId,
        auth_time: 0,
        amr: ['pwd'],
        iat: 0,
        exp: 0,
        client_id: 'first-party',
        scope: 'graph:read',
      }),
      mint: async (claims: CallerClaims) => JSON.stringify(claims),
    });
    const lastUsed = async () => (await list(person, keysetPage({}, 'id'))).edges[0]!.node.lastUsedAt;
    const usedAfter = async (minutes: number) => {
      world.time.advance(minutes * MINUTE);
      expect(await exchange(anonymous, 'token')).not.toBeNull();
      return lastUsed();
    };

    expect(await usedAfter(4)).toBeNull();
    const noted = await usedAfter(1);
    expect(noted).toEqual(world.time.clock());
    expect(await usedAfter(4)).toEqual(noted);
    expect(await usedAfter(1)).toEqual(world.time.clock());

    await revoke(person, { sessionId: person.sessionId });
    expect(await exchange(anonymous, 'token')).toBeNull();
  });
});
