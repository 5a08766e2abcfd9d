import { createCandidates } from '@crossing/matching-index';
import fc from 'fast-check';
import { opportunityFacts, personFacts, RATES } from '../eligibility/eligibility.arbitraries.ts';
import type { ContributorView } from '../read-models/contributor-view.ts';
import type { OpportunityView } from '../read-models/opportunity-view.ts';
import type { WorkPreferences } from '../work-preferences/work-preferences.ts';
import { matchIndex, type WorldPage } from './match-index.ts';

const now = new Date('2026-01-15T12:00:00Z');
const given = { clock: () => now, exchangeRates: RATES };
const uuid = (n: number): string => `00000000-0000-4000-8000-${String(n).padStart(12, '0')}`;
const version = fc.integer({ min: 1, max: 4 });

const person = fc
  .record({
    n: fc.nat(12),
    facts: personFacts,
    version,
    ownVersion: fc.nat(3),
    state: fc.constantFrom('ACTIVE', 'ACTIVE', 'PAUSED'),
    shown: fc.boolean(),
    accepted: fc.nat(9),
  })
  .map(({ n, facts: { contributorId: _, hoursPerWeek, minHourly, ...profile }, ownVersion, shown, accepted, ...rest }) => {
    const contributorId = uuid(n);
    const visibility = shown ? 'VERIFIED_COMPANIES' : 'MATCHING_ONLY';
    const contributor: ContributorView = { ...rest, contributorId, visibility, profile };
    const evidence = { unitsAccepted: accepted, unitsDecided: accepted + 1 };
    const preferences: WorkPreferences | null = hoursPerWeek && { contributorId, hoursPerWeek, minHourly, version: ownVersion };
    return { contributor, preferences, evidence };
  });
const opportunity = fc
  .record({ n: fc.nat(9), facts: opportunityFacts, version, publication: fc.constantFrom('PUBLISHED', 'PUBLISHED', 'HELD') })
  .map(({ n, facts, ...rest }): OpportunityView => {
    const { companyId, revision, publishedAt, opportunityId: _, ...terms } = facts;
    const dates = { startsOn: '2026-02-01', applyBy: '2026-03-01', paymentTermsDays: 14, noticeDays: 7 };
    const more = { companyId, revision, publishedAt, title: 'Work', companyVerifiedUntil: new Date('2027-01-01T00:00:00Z') };
    return { ...rest, ...more, opportunityId: uuid(100 + n), terms: { ...terms, ...dates } };
  });
type Step = (index: ReturnType<typeof matchIndex>) => unknown;
const step: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 5,
    arbitrary: person.map(
      (one): Step =>
        (index) =>
          index.putPerson(one),
    ),
  },
  {
    weight: 5,
    arbitrary: opportunity.map(
      (one): Step =>
        (index) =>
          index.putOpportunity(one),
    ),
  },
  {
    weight: 1,
    arbitrary: fc.nat(12).map(
      (n): Step =>
        (index) =>
          index.removePerson(uuid(n)),
    ),
  },
  {
    weight: 1,
    arbitrary: fc.nat(9).map(
      (n): Step =>
        (index) =>
          index.removeOpportunity(uuid(100 + n)),
    ),
  },
  { weight: 1, arbitrary: fc.constant<Step>((index) => index.settle()) },
);
/** A reading of the tables, with what is told between its pages. */
const reading = fc.tuple(fc.array(person, { maxLength: 8 }), fc.array(opportunity, { maxLength: 6 }), fc.array(step, { maxLength: 5 })).map(
  ([people, opportunities, meanwhile]): Step =>
    (index) =>
      index.rebuild({
        people: async () => people.length,
        async *pages(): AsyncIterable<WorldPage> {
          yield {
            contributors: people.map(({ contributor }) => contributor),
            preferences: people.flatMap(({ preferences }) => preferences ?? []),
            evidence: new Map(people.map(({ contributor, evidence }) => [contributor.contributorId, evidence])),
            opportunities: [],
          };
          for (const tell of meanwhile) tell(index);
          yield { contributors: [], preferences: [], evidence: new Map(), opportunities };
        },
      }),
);

describe('matchIndex', () => {
  it('answers the same in WebAssembly memory as on the reference, whatever is told, read and forgotten', async () => {
    let [found, ranked] = [0, 0];
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.oneof({ weight: 9, arbitrary: step }, { weight: 2, arbitrary: reading }), { minLength: 20, maxLength: 60 }),
        fc.array(person, { minLength: 12 }),
        async (steps, asking) => {
          const answers = [];
          for (const index of [matchIndex(given), matchIndex({ ...given, createCandidates: () => createCandidates() })]) {
            for (const take of steps) await take(index);
            const tops = Array.from({ length: 10 }, (_, n) => [index.top(uuid(100 + n), 5), index.topShown(uuid(100 + n), 3)]);
            const lists = asking.map((one) => index.reachOf(one));
            answers.push({ tops, lists });
          }

          const [ours, reference] = answers;

          expect(ours).toEqual(reference);
          found += ours!.lists.reduce((sum, { eligible, steps }) => sum + eligible.length + steps.length, 0);
          ranked += ours!.tops.flat().flatMap(({ people }) => people).length;
        },
      ),
      { numRuns: 60 },
    );
    expect(found).toBeGreaterThan(300);
    expect(ranked).toBeGreaterThan(30);
  }, 120_000);
});
