import { oneNamed } from './named.ts';

const topics = ['crossing.matching.offer.fact.v1', 'crossing.matching.work.fact.v1', 'crossing.contributor.profile.state.v1', 'offer'];

describe('oneNamed', () => {
  it('takes the whole name, or a part that only one has', () => {
    expect(oneNamed('topic', topics, 'offer')).toBe('offer');
    expect(oneNamed('topic', topics, 'profile')).toBe('crossing.contributor.profile.state.v1');
  });

  it('lists whatever the part may stand for', () => {
    expect(() => oneNamed('topic', topics, 'matching')).toThrow(
      'matching is a part of several topics: crossing.matching.offer.fact.v1, crossing.matching.work.fact.v1.',
    );
  });

  it('lists the names near one that is misspelt, the nearest first, or all if none is near', () => {
    expect(() => oneNamed('topic', topics, 'profiel.state')).toThrow(
      /^There is no topic profiel\.state; near it: crossing\.contributor\.profile\.state\.v1/,
    );
    expect(() => oneNamed('service', ['identity', 'matching'], 'zz')).toThrow('There is no service zz; there are identity, matching.');
  });
});
