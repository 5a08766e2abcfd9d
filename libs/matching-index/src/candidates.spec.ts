import fc from 'fast-check';
import { createCandidates, offsetDistance, type Alternative, type OpportunityEntry, type PersonEntry } from './index.ts';

const person = (id: string, tags: string[], rest: Partial<PersonEntry> = {}): PersonEntry => ({
  id,
  tags,
  utcOffsetMinutes: 0,
  hoursMax: null,
  minRateCents: 0,
  ...rest,
});
const tag = (name: string): Alternative => ({ kind: 'tag', tag: name });
const opportunity = (id: string, ...clauses: Alternative[][]): OpportunityEntry => ({
  id,
  clauses: clauses.map((anyOf, n) => ({ key: `c${n + 1}`, anyOf })),
});

/** The meaning, written the plain way: what the index must agree with. */
function meets(who: PersonEntry, alternative: Alternative): boolean {
  switch (alternative.kind) {
    case 'tag':
      return who.tags.includes(alternative.tag);
    case 'offset':
      return offsetDistance(who.utcOffsetMinutes, alternative.centre) <= alternative.within;
    case 'hours':
      return who.hoursMax !== null && who.hoursMax >= alternative.atLeast;
    case 'hours-free':
      return who.hoursMax === null || who.hoursMax >= alternative.atLeast;
    case 'rate':
      return who.minRateCents <= alternative.atMostCents;
  }
}

const arbitraryPerson = fc.record({
  id: fc.integer({ min: 0, max: 9 }).map((n) => `p${n}`),
  tags: fc.uniqueArray(
    fc.integer({ min: 0, max: 80 }).map((n) => `t${n}`),
    { maxLength: 40 },
  ),
  utcOffsetMinutes: fc.integer({ min: -24, max: 28 }).map((n) => n * 30),
  hoursMax: fc.option(fc.integer({ min: 0, max: 80 })),
  minRateCents: fc.integer({ min: 0, max: 60_000 }),
});
const arbitraryAlternative: fc.Arbitrary<Alternative> = fc.oneof(
  fc.integer({ min: 0, max: 80 }).map((n) => tag(`t${n}`)),
  fc.record({
    kind: fc.constant('offset' as const),
    centre: fc.integer({ min: -720, max: 840 }),
    within: fc.integer({ min: 0, max: 720 }),
  }),
  fc.record({ kind: fc.constant('hours' as const), atLeast: fc.integer({ min: 1, max: 80 }) }),
  fc.record({ kind: fc.constant('hours-free' as const), atLeast: fc.integer({ min: 1, max: 80 }) }),
  fc.record({ kind: fc.constant('rate' as const), atMostCents: fc.integer({ min: 0, max: 60_000 }) }),
);
const arbitraryOpportunity = fc
  .tuple(fc.integer({ min: 0, max: 9 }), fc.array(fc.array(arbitraryAlternative, { minLength: 1, maxLength: 4 }), { maxLength: 5 }))
  .map(([n, clauses]) => opportunity(`o${n}`, ...clauses));

describe('createCandidates', () => {
  it('answers exactly what the plain meaning answers, whatever came, changed and left before', () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(arbitraryPerson, fc.boolean()), { maxLength: 40 }),
        fc.array(fc.tuple(arbitraryOpportunity, fc.boolean()), { maxLength: 20 }),
        (people, opportunities) => {
          const index = createCandidates();
          const currentPeople = new Map<string, PersonEntry>();
          const currentOpportunities = new Map<string, OpportunityEntry>();
          const steps = Math.max(people.length, opportunities.length);
          for (let n = 0; n < steps; n++) {
            const [who, leaves] = people[n] ?? [];
            const [what, closes] = opportunities[n] ?? [];
            if (who) {
              index.putPerson(who);
              currentPeople.set(who.id, who);
              if (leaves) {
                index.removePerson(who.id);
                currentPeople.delete(who.id);
              }
            }
            if (what) {
              index.putOpportunity(what);
              currentOpportunities.set(what.id, what);
              if (closes) {
                index.removeOpportunity(what.id);
                currentOpportunities.delete(what.id);
              }
            }
          }

          for (const who of currentPeople.values()) {
            const expected = [...currentOpportunities.values()].flatMap((what) => {
              const unmet = what.clauses.filter((clause) => !clause.anyOf.some((alternative) => meets(who, alternative)));
              return unmet.length > 1 ? [] : [`${what.id}:${unmet[0]?.key ?? null}`];
            });
            expect(
              index
                .matchesOf(who.id)
                .map((match) => `${match.opportunityId}:${match.unmet}`)
                .sort(),
            ).toEqual(expected.sort());
          }
          for (const what of currentOpportunities.values()) {
            const expected = [...currentPeople.values()]
              .filter((who) => what.clauses.every((clause) => clause.anyOf.some((alternative) => meets(who, alternative))))
              .map((who) => who.id);
            expect(
              index
                .eligibleFor(what.id)
                .map((match) => match.personId)
                .sort(),
            ).toEqual(expected.sort());
          }
          expect(index.people).toBe(currentPeople.size);
          expect(index.opportunities).toBe(currentOpportunities.size);
        },
      ),
      { numRuns: 300 },
    );
  });

  it('answers nothing for who is unknown', () => {
    const index = createCandidates();
    index.putOpportunity(opportunity('o1', [tag('a')]));

    expect(index.matchesOf('nobody')).toEqual([]);
    expect(index.eligibleFor('nothing')).toEqual([]);
  });

  it('names the one clause that is missing', () => {
    const index = createCandidates();
    index.putPerson(person('p1', ['a']));
    index.putOpportunity(opportunity('o1', [tag('a')], [tag('b'), tag('c')]));

    expect(index.matchesOf('p1')).toEqual([{ personId: 'p1', opportunityId: 'o1', unmet: 'c2' }]);
  });

  it('measures time zones the short way round the day', () => {
    expect(offsetDistance(-660, 840)).toBe(60);
  });
});
