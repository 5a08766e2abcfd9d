import { trySignIn } from '@crossing/tool-journey/actor.ts';
import { DEMO_PASSWORD } from '@crossing/tool-journey/demo/people.ts';
import { aSecond, operator } from './operator.ts';
import { codesOf, newcomer, stage } from './stage.ts';
import { INVALID_GRANT, openSession, refresh } from './token-endpoint.ts';

describe('a suspended person renews and changes nothing from that moment, reads nothing after a second, and cannot sign in', () => {
  const set = stage();

  it('with a token that has not ended', async () => {
    const sid = await newcomer(set, 'Sid Suspended');
    const elsewhere = (await trySignIn(set.client, sid, DEMO_PASSWORD))!;
    const { refreshToken } = await openSession(set, sid);
    const preferences = { input: { hoursPerWeek: { min: 1, max: 2 } } };
    expect(codesOf(await sid.raw('SetWorkPreferences', preferences))).toEqual([]);

    await operator(set, ['status', sid.email, 'SUSPENDED'], [sid, elsewhere]);

    expect(codesOf(await sid.raw('SetWorkPreferences', preferences))).toEqual(['UNAUTHENTICATED']);
    expect(await refresh(set, refreshToken)).toMatchObject(INVALID_GRANT);
    await aSecond();
    expect(codesOf(await elsewhere.raw('{ viewer { email } }'))).toEqual(['UNAUTHENTICATED']);
    expect(await trySignIn(set.client, sid, DEMO_PASSWORD)).toBeNull();
  });
});
