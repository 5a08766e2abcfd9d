import { newcomer, stage } from './stage.ts';
import { INVALID_GRANT, openSession, refresh, reusesOf } from './token-endpoint.ts';

const AT_ONCE = 20;
const ROUNDS = 5;

describe('of 20 parallel refreshes of one token exactly one succeeds', () => {
  const set = stage();

  it('round after round, and what it got ends with the family', async () => {
    const paul = await newcomer(set, 'Paul Parallel');
    for (let round = 1; round <= ROUNDS; round += 1) {
      const { refreshToken } = await openSession(set, paul);

      const answers = await Promise.all(Array.from({ length: AT_ONCE }, () => refresh(set, refreshToken)));

      const renewed = answers.filter(({ status }) => status === 200);
      expect(renewed).toHaveLength(1);
      for (const answer of answers.filter((one) => one !== renewed[0])) expect(answer).toMatchObject(INVALID_GRANT);
      expect(await refresh(set, renewed[0]!.body.refresh_token!)).toMatchObject(INVALID_GRANT);
      // Once a session, however many came second.
      expect(await reusesOf(set, paul)).toBeGreaterThanOrEqual(round);
    }
  });
});
