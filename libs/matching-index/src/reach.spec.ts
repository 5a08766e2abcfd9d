import { reachOf, type Standing } from './reach.ts';

const tag = (name: string) => ({ kind: 'tag' as const, tag: name });
const standing = (id: string, ...unmet: string[]): Standing => ({
  opportunityId: id,
  points: 10,
  tie: Number(id.slice(1)),
  unmet: unmet.length === 0 ? null : { key: 'c', anyOf: unmet.map(tag) },
});
const all = { k: 10, nearMisses: 10, quota: { SKILL: 10, LANGUAGE: 10 } };
const shown = (standings: Standing[], options: Partial<typeof all> = {}) =>
  reachOf(standings, { ...all, ...options }).steps.map(({ key, opens, shown: first }) => [
    key,
    opens,
    first.map(({ opportunityId }) => opportunityId),
  ]);

describe('reachOf', () => {
  it('counts all that the person is eligible for, and shows the best', () => {
    const { count, eligible } = reachOf([standing('o1'), standing('o3'), standing('o2'), standing('o9', 'SKILL x 1')], { ...all, k: 2 });

    expect([count, eligible.map(({ opportunityId }) => opportunityId)]).toEqual([3, ['o3', 'o2']]);
  });

  it('names the step that opens most first, and shows nothing twice', () => {
    const near = [
      standing('o1', 'SKILL x 1'),
      standing('o2', 'LANGUAGE hi 4', 'SKILL x 1'),
      standing('o3', 'LANGUAGE hi 4'),
      standing('o4', 'SKILL x 1'),
    ];

    expect(shown(near)).toEqual([
      ['SKILL x 1', 3, ['o4', 'o2', 'o1']],
      ['LANGUAGE hi 4', 2, ['o3']],
    ]);
  });

  it('keeps to the quota of each kind, and to the number in all', () => {
    const near = [standing('o1', 'SKILL x 1'), standing('o2', 'SKILL x 1'), standing('o3', 'SKILL y 1'), standing('o4', 'LANGUAGE hi 4')];

    expect(shown(near, { quota: { SKILL: 1, LANGUAGE: 9 } })).toEqual([
      ['SKILL x 1', 2, ['o2']],
      ['LANGUAGE hi 4', 1, ['o4']],
    ]);
    expect(shown(near, { nearMisses: 2 })).toEqual([['SKILL x 1', 2, ['o2', 'o1']]]);
  });

  it('shows nothing that only a change without a quota would open', () => {
    expect(shown([standing('o1', 'COUNTRY DE 1')])).toEqual([]);
  });
});
