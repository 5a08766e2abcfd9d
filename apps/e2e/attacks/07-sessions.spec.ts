import { actorOf, trySignIn, type Actor } from '@crossing/tool-journey/actor.ts';
import { DEMO_PASSWORD } from '@crossing/tool-journey/demo/people.ts';
import { codesOf, mutation, newcomer, randomId, stage } from './stage.ts';
import { INVALID_GRANT, openSession, refresh } from './token-endpoint.ts';

interface Sessions {
  readonly viewer: {
    readonly sessions: { readonly edges: readonly { readonly node: { readonly id: string; readonly current: boolean } }[] };
  };
}

describe('after signing out a refresh is an invalid_grant; a stranger’s session id is NOT_FOUND and nothing is revoked', () => {
  const set = stage();
  const sessionsOf = async (who: Actor) =>
    (await who.query<Sessions>('{ viewer { sessions { edges { node { id current } } } } }')).viewer.sessions.edges.map(({ node }) => node);
  const revoke = (who: Actor, sessionId: string) => who.raw(mutation('revokeSession'), { input: { sessionId } });

  it('says the same of a stranger’s session as of one that is not there', async () => {
    const [nova, eve] = [await newcomer(set, 'Sonja Signedin'), await newcomer(set, 'Eve Elsewhere')];
    const [own] = await sessionsOf(nova);
    const events = await set.events();

    const theirs = await revoke(eve, own!.id);
    const nobodys = await revoke(eve, randomId('Session'));

    expect(codesOf(theirs)).toEqual(['NOT_FOUND']);
    expect({ ...theirs, correlationId: null }).toEqual({ ...nobodys, correlationId: null });
    expect(await sessionsOf(nova)).toEqual([own]);
    expect(await set.events()).toBe(events);
  });

  it('refuses the token of a session that was revoked', async () => {
    const first = await newcomer(set, 'Olaf Out');
    const second = (await trySignIn(set.client, first, DEMO_PASSWORD))!;
    const [current] = (await sessionsOf(first)).filter((session) => session.current);

    expect(codesOf(await revoke(second, current!.id))).toEqual([]);

    expect(codesOf(await first.raw('SetWorkPreferences', { input: { hoursPerWeek: { min: 1, max: 2 } } }))).toEqual(['UNAUTHENTICATED']);
    expect(await sessionsOf(second)).toHaveLength(1);
  });

  it('renews no token of a session that was signed out', async () => {
    const gone = await newcomer(set, 'Gisela Gone');
    const tokens = await openSession(set, gone);
    const leaving = actorOf(set.client, gone, tokens.accessToken);
    const [current] = (await sessionsOf(leaving)).filter((session) => session.current);

    expect(codesOf(await revoke(leaving, current!.id))).toEqual([]);

    expect(await refresh(set, tokens.refreshToken)).toMatchObject(INVALID_GRANT);
  });
});
