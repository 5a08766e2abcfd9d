import { actorOf } from '@crossing/tool-journey/actor.ts';
import { codesOf, newcomer, stage } from './stage.ts';
import { INVALID_GRANT, openSession, refresh, reusesOf } from './token-endpoint.ts';

const PREFERENCES = { input: { hoursPerWeek: { min: 1, max: 2 } } };

describe('a rotated refresh token used again is an invalid_grant, ends its whole family and is a security event', () => {
  const set = stage();

  it('with the tokens that were made of it, and nobody else’s', async () => {
    const rosa = await newcomer(set, 'Rosa Rotated');
    const stolen = await openSession(set, rosa);
    const first = await refresh(set, stolen.refreshToken);
    const second = await refresh(set, first.body.refresh_token!);
    expect([first.status, second.status]).toEqual([200, 200]);
    const owner = actorOf(set.client, rosa, second.body.access_token!);
    expect(codesOf(await owner.raw('SetWorkPreferences', PREFERENCES))).toEqual([]);
    expect(await reusesOf(set, rosa)).toBe(0);

    expect(await refresh(set, stolen.refreshToken)).toMatchObject(INVALID_GRANT);

    expect(await refresh(set, second.body.refresh_token!)).toMatchObject(INVALID_GRANT);
    expect(codesOf(await owner.raw('SetWorkPreferences', PREFERENCES))).toEqual(['UNAUTHENTICATED']);
    expect(await reusesOf(set, rosa)).toBe(1);
    // The session of before, which has tokens of its own, goes on.
    expect(codesOf(await rosa.raw('SetWorkPreferences', PREFERENCES))).toEqual([]);
  });

  it.each([
    ['nonsense', 'nonsense'],
    ['an access token', ''],
  ])('%s is none', async (_what, given) => {
    const rosa = await newcomer(set, 'Rosa Remembers');

    expect(await refresh(set, given || rosa.token)).toMatchObject(INVALID_GRANT);

    expect(codesOf(await rosa.raw('SetWorkPreferences', PREFERENCES))).toEqual([]);
  });
});
