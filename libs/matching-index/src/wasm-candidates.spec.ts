import fc from 'fast-check';
import {
  createCandidates,
  createWasmCandidates,
  type Alternative,
  type Bonus,
  type OpportunityEntry,
  type PersonEntry,
  type ReachOptions,
} from './index.ts';

const hex = (n: number): string => n.toString(16).padStart(8, '0');
/** Twins (2n and 2n + 1) have the same words in another order, hence the same tie-break: their ids must decide. */
const uuid = (n: number): string => {
  const [a, d] = n % 2 === 0 ? [hex(n >> 1), hex(0xfeed0000)] : [hex(0xfeed0000), hex(n >> 1)];
  return `${a}-0000-4000-8000-0000${d}`;
};

// The first tags are common enough for bitsets, the last are rare.
// Kinds of steps: those of tags, and ranges.
const asked: readonly ReachOptions[] = [
  { k: 3, nearMisses: 4, quota: { a: 1, b: 2, 'hours-free': 1, hours: 1 } },
  { k: 100, nearMisses: 100, quota: { a: 100, offset: 100, rate: 100 } },
  { k: 0, nearMisses: 0, quota: {} },
];
const tagName = fc
  .oneof({ weight: 3, arbitrary: fc.nat(4) }, { weight: 1, arbitrary: fc.integer({ min: 5, max: 300 }) })
  .map((n) => `${n % 2 === 0 ? 'a' : 'b'} ${n}`);
const person = (most: number): fc.Arbitrary<PersonEntry> =>
  fc.record({
    id: fc.nat(most).map(uuid),
    tags: fc.array(tagName, { maxLength: 12 }),
    utcOffsetMinutes: fc.integer({ min: -24, max: 28 }).map((n) => n * 30),
    hoursMax: fc.option(fc.nat(80)),
    minRateCents: fc.oneof(fc.nat(9000), fc.nat(0xffffffff)),
    // Few merits, so that many tie.
    merit: fc.nat(3).map((n) => n * 1000),
    stamp: fc.tuple(fc.nat(0xffffffff), fc.nat(9)),
  });
const tag = tagName.map((name): Alternative => ({ kind: 'tag', tag: name }));
const range: fc.Arbitrary<Alternative> = fc.oneof(
  fc.record({ kind: fc.constant('offset' as const), centre: fc.integer({ min: -720, max: 840 }), within: fc.nat(720) }),
  fc.record({ kind: fc.constant('hours' as const), atLeast: fc.nat(90) }),
  fc.record({ kind: fc.constant('hours-free' as const), atLeast: fc.nat(90) }),
  fc.record({ kind: fc.constant('rate' as const), atMostCents: fc.oneof(fc.nat(9000), fc.nat(0xffffffff)) }),
);
const anyOf = fc.oneof(
  { weight: 4, arbitrary: fc.array(tag, { minLength: 1, maxLength: 5 }) },
  { weight: 3, arbitrary: range.map((one) => [one]) },
  { weight: 1, arbitrary: fc.array(fc.oneof(tag, range), { maxLength: 3 }) },
);
const bonus: fc.Arbitrary<Bonus> = fc.array(fc.tuple(fc.array(tagName, { maxLength: 3 }), fc.nat(500)), { maxLength: 15 }).map((items) => ({
  items: items.map(([tags]) => tags),
  points: items.reduce((points, [, more]) => [...points, points.at(-1)! + more], [0]),
}));
const opportunity: fc.Arbitrary<OpportunityEntry> = fc
  .record({
    id: fc.nat(9),
    anyOfs: fc.array(anyOf, { maxLength: 3 }),
    bonuses: fc.array(bonus, { maxLength: 4 }),
    seed: fc.nat(0xffffffff),
  })
  .map(({ id, anyOfs, ...rest }) => ({ id: `o${id}`, clauses: anyOfs.map((any, n) => ({ key: `c${n}`, anyOf: any })), ...rest }));

describe('createWasmCandidates', () => {
  it('answers exactly what the reference answers, whatever came, changed and left before', () => {
    let [found, steps] = [0, 0];
    fc.assert(
      fc.property(
        fc.array(fc.tuple(person(400), fc.nat(9)), { minLength: 100, maxLength: 700, size: 'max' }),
        fc.array(fc.tuple(opportunity, fc.nat(5)), { minLength: 3, maxLength: 12, size: 'max' }),
        (people, opportunities) => {
          const [index, reference] = [createWasmCandidates(), createCandidates()];
          for (const each of [index, reference]) {
            for (const [who, fate] of people) {
              each.putPerson(who);
              if (fate === 0) each.removePerson(who.id);
            }
            for (const [what, fate] of opportunities) {
              each.putOpportunity(what);
              if (fate === 0) each.removeOpportunity(what.id);
            }
          }

          for (const id of new Set(opportunities.map(([what]) => what.id))) {
            for (const k of [0, 1, 7, 1000]) {
              const top = index.top(id, k);
              expect(top).toEqual(reference.top(id, k));
              expect(index.top(id, k, ['a 0', 'b 1'])).toEqual(reference.top(id, k, ['a 0', 'b 1']));
              found += top.people.length;
            }
            const ids = (from: typeof reference) =>
              from
                .eligibleFor(id)
                .map(({ personId }) => personId)
                .sort();
            expect(ids(index)).toEqual(ids(reference));
          }
          for (const [{ id }] of people.slice(0, 30)) {
            const byId = (from: typeof reference) => [...from.matchesOf(id)].sort((a, b) => (a.opportunityId < b.opportunityId ? -1 : 1));
            expect(byId(index)).toEqual(byId(reference));
            expect(index.stampOf(id)).toEqual(reference.stampOf(id));
            for (const options of asked) {
              const reach = index.reachOf(id, options);
              expect(reach).toEqual(reference.reachOf(id, options));
              steps += reach.steps.length;
            }
          }
          expect([index.people, index.opportunities]).toEqual([reference.people, reference.opportunities]);
        },
      ),
      { numRuns: 80 },
    );
    expect(found).toBeGreaterThan(10_000);
    expect(steps).toBeGreaterThan(1000);
  }, 240_000);

  it('makes room as people come, and answers the same', () => {
    const [index, reference] = [createWasmCandidates({ capacity: 10 }), createCandidates()];
    const what: OpportunityEntry = {
      id: 'o1',
      clauses: [
        {
          key: 'c1',
          anyOf: [
            { kind: 'tag', tag: 'third' },
            { kind: 'tag', tag: 'rare' },
          ],
        },
      ],
      bonuses: [{ items: [['half']], points: [0, 5] }],
      seed: 7,
    };
    for (const each of [index, reference]) {
      each.putOpportunity(what);
      for (let n = 0; n < 9000; n++) {
        const tags = [...(n % 3 === 0 ? ['third'] : []), ...(n % 2 === 0 ? ['half'] : []), ...(n % 997 === 1 ? ['rare'] : [])];
        each.putPerson({ id: uuid(n), tags, utcOffsetMinutes: 0, hoursMax: null, minRateCents: 0, merit: n % 5, stamp: [n, 1] });
      }
    }

    expect(index.top('o1', 500)).toEqual(reference.top('o1', 500));
    expect(index.top('o1', 500).count).toBeGreaterThan(3000);
    expect(index.stampOf(uuid(17))).toEqual([17, 1]);
  });

  it('refuses what it cannot hold exactly, and says what would be right', () => {
    const index = createWasmCandidates();
    const nova = { id: uuid(1), tags: [], utcOffsetMinutes: 0, hoursMax: null, minRateCents: 0 };
    const clause = (n: number) => ({ key: `c${n}`, anyOf: [{ kind: 'tag' as const, tag: 'a' }] });
    const many = Array.from({ length: 33 }, (_, n) => clause(n));

    expect(() => index.putPerson({ ...nova, id: 'p1' })).toThrow('Person p1: a UUID in lower case is right');
    expect(() => index.putPerson({ ...nova, hoursMax: 255 })).toThrow('255 hours a week; 0 to 254 is right');
    expect(() => index.putPerson({ ...nova, minRateCents: -1 })).toThrow('a rate of -1 cents; a whole number from 0 is right');
    expect(() => index.putPerson({ ...nova, utcOffsetMinutes: 1441 })).toThrow('-1440 to 1440 is right');
    expect(() => index.putPerson({ ...nova, merit: 2 ** 20 })).toThrow('0 to 1048575 is right');
    expect(() => index.putPerson({ ...nova, stamp: [1, -1] })).toThrow('32 bits without a sign are right');
    expect(() => index.putOpportunity({ id: 'o1', clauses: many })).toThrow('33 clauses; at most 32 are right');
    expect(() => index.putOpportunity({ id: 'o1', clauses: [], seed: -1 })).toThrow('32 bits without a sign are right');
    for (const points of [[0], [3, 2], [0, 0.5], [0, 2 ** 20]]) {
      expect(() => index.putOpportunity({ id: 'o1', clauses: [], bonuses: [{ items: [['a']], points }] })).toThrow('right');
    }
    expect([index.people, index.opportunities]).toEqual([0, 0]);
  });
});
