import { judge, type Evidence } from './judge.ts';

const facts = 'crossing.matching.thing.fact.v1';
const states = 'crossing.matching.thing.state.v1';
const last = (topic: string, key: string, number: number) => ({ topic, key, last: number });
const effects = (key: string, ...ns: readonly number[]) => ns.map((n) => ({ topic: facts, key, n }));
const verdict = (given: Partial<Evidence>) =>
  judge({ committed: [last(facts, 'a', 3)], acknowledged: [], effects: effects('a', 1, 2, 3), snapshots: [], regresses: [], ...given });

describe('judge', () => {
  it('finds nothing where everything was applied once and in order, whatever the order among keys', () => {
    const committed = [last(facts, 'a', 3), last(facts, 'b', 2), last(states, 'a', 3)];

    expect(
      verdict({
        committed,
        effects: [...effects('b', 1), ...effects('a', 1, 2, 3), ...effects('b', 2)],
        snapshots: [last(states, 'a', 3)],
      }),
    ).toEqual({ events: 8, lost: 0, twice: 0, outOfOrder: 0 });
  });

  it('counts what was committed and never applied', () => {
    expect(verdict({ effects: effects('a', 1, 3) })).toMatchObject({ lost: 1, twice: 0, outOfOrder: 0 });
    expect(verdict({ effects: [] })).toMatchObject({ lost: 3 });
  });

  it('counts what was applied more than once, and what was never committed', () => {
    expect(verdict({ effects: effects('a', 1, 2, 3, 1, 2) })).toMatchObject({ lost: 0, twice: 2, outOfOrder: 0 });
    expect(verdict({ effects: effects('a', 1, 2, 3, 4) })).toMatchObject({ lost: 0, twice: 1, outOfOrder: 0 });
  });

  it('counts what came behind a later one of its key', () => {
    expect(verdict({ effects: effects('a', 2, 1, 3) })).toMatchObject({ lost: 0, twice: 0, outOfOrder: 1 });
    expect(verdict({ effects: effects('a', 3, 1, 2) })).toMatchObject({ outOfOrder: 2 });
  });

  it('counts what a writer was told is committed and the database has not', () => {
    expect(verdict({ acknowledged: [last(facts, 'a', 5)] })).toMatchObject({ events: 3, lost: 2 });
    expect(verdict({ acknowledged: [last(facts, 'a', 2)] })).toMatchObject({ lost: 0 });
  });

  it('counts states that are behind, that were shown again, and that went back', () => {
    const committed = [last(states, 'a', 3)];

    expect(verdict({ committed, effects: [], snapshots: [last(states, 'a', 2)] })).toMatchObject({ lost: 1 });
    expect(verdict({ committed, effects: [], snapshots: [] })).toMatchObject({ lost: 3 });
    expect(
      verdict({
        committed,
        effects: [],
        snapshots: [last(states, 'a', 3)],
        regresses: [
          { had: 3, got: 3 },
          { had: 3, got: 1 },
        ],
      }),
    ).toMatchObject({ lost: 0, twice: 1, outOfOrder: 1 });
  });
});
