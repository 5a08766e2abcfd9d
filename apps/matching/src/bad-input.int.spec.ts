import fc from 'fast-check';
import { globalId, Refusal, type Person } from '@crossing/subgraph';
import { aPerson } from '@crossing/testkit';
import { GraphQLError } from 'graphql';
import { graphOf } from './spec-graph.ts';
import { openScene, type Scene } from './spec-scene.ts';

const text = fc.oneof(
  fc.constantFrom('', ' ', '\0', 'a\0b', '\ud800', 'x\udfff', 'é', 'e\u0301', "'; DROP TABLE offer; --", '$1', '😀', 'x'.repeat(5000)),
  fc.string({ unit: 'binary', maxLength: 60 }),
);
const integer = fc.oneof(fc.constantFrom(0, -1, 1, 60, 2 ** 31 - 1, -(2 ** 31)), fc.integer({ min: -100, max: 1000 }));
const instant = fc.constantFrom('2026-03-02T08:00:00.000Z', '2026-03-02T09:00:00.000Z', '1970-01-01T00:00:00Z', '9999-12-31T23:59:59.999Z');
const day = fc.constantFrom('2026-03-02', '2026-02-28', '9999-12-31', '0001-01-01');
const money = fc.record({
  amountMinor: fc.oneof(
    fc.constantFrom('0', '-1', '9223372036854775807', '9000000000000001'),
    fc.integer({ min: 1, max: 9999 }).map(String),
  ),
  currency: fc.constantFrom('USD', 'EUR', 'JPY', 'KWD', 'XAU'),
});
const key = fc.option(fc.oneof(text, fc.constantFrom('a', 'b')), { nil: null });

describe('whatever is put into a mutation', () => {
  let scene: Scene;
  beforeAll(async () => {
    scene = await openScene();
  });
  afterAll(() => scene.close());

  it('is answered with a problem or a refusal, never a fault, and leaves the promises whole', async () => {
    const ask = graphOf(scene);
    const { nova, olga, known } = await atWork(scene);
    const id = (type: string) =>
      fc.oneof(
        { weight: 8, arbitrary: fc.constantFrom(...known[type]!) },
        { weight: 1, arbitrary: fc.constantFrom(...Object.values(known).flat()) },
        { weight: 1, arbitrary: text },
      );
    const inputs = {
      setWorkPreferences: fc.record({
        hoursPerWeek: fc.record({ min: integer, max: integer }),
        minHourly: fc.option(money, { nil: null }),
      }),
      applyToOpportunity: fc.record({
        opportunityId: id('Opportunity'),
        revision: integer,
        note: fc.option(text, { nil: null }),
        idempotencyKey: key,
      }),
      withdrawApplication: fc.record({ applicationId: id('Application') }),
      turnDownApplication: fc.record({
        applicationId: id('Application'),
        reasonCodes: fc.array(fc.constantFrom('OTHER', 'LANGUAGE'), { maxLength: 9 }),
        feedback: text,
      }),
      makeOffer: fc.record({
        ...{ applicationId: id('Application'), pay: money, weeklyHoursCap: integer, startsOn: day, endsOn: fc.option(day, { nil: null }) },
        ...{ validUntil: instant, idempotencyKey: key },
      }),
      acceptOffer: fc.record({ offerId: id('Offer'), termsHash: text }),
      declineOffer: fc.record({ offerId: id('Offer') }),
      rescindOffer: fc.record({ offerId: id('Offer'), reason: text }),
      completeEngagement: fc.record({ engagementId: id('Engagement') }),
      endEngagement: fc.record({ engagementId: id('Engagement'), reason: text }),
      submitWork: fc.record({
        ...{ engagementId: id('Engagement'), kind: fc.constantFrom('TIME', 'UNIT', 'ASSESSMENT', 'TRAINING'), quantity: integer },
        ...{ from: instant, to: instant, note: fc.option(text, { nil: null }), idempotencyKey: key },
      }),
      acceptWork: fc.record({ workRecordId: id('WorkRecord') }),
      queryWork: fc.record({ workRecordId: id('WorkRecord'), note: text }),
      rejectWork: fc.record({ workRecordId: id('WorkRecord'), reason: fc.constantFrom('NOT_DELIVERED', 'BAD_FAITH_SPAM'), evidence: text }),
    };
    const request = fc.oneof(
      ...Object.entries(inputs).map(([mutation, input]) =>
        fc.record({ mutation: fc.constant(mutation), input: input as fc.Arbitrary<object> }),
      ),
    );

    await fc.assert(
      fc.asyncProperty(fc.constantFrom(nova, olga), request, async (caller, { mutation, input }) => {
        const type = `${mutation[0]!.toUpperCase()}${mutation.slice(1)}Input`;
        const answer = await ask(caller, `mutation ($input: ${type}!) { ${mutation}(input: $input) { __typename } }`, { input });

        for (const { originalError } of answer.errors ?? []) {
          expect(originalError === undefined || originalError instanceof GraphQLError || originalError instanceof Refusal).toBe(true);
        }
      }),
      { numRuns: 500 },
    );

    const broken = await scene.test.query(
      `SELECT s.opportunity_id FROM matching.seat_allocation s LEFT JOIN matching.engagement e
         ON e.opportunity_id = s.opportunity_id AND e.state <> 'TERMINATED_EARLY'
       GROUP BY s.opportunity_id, s.taken HAVING count(e.engagement_id) <> s.taken
       UNION ALL
       SELECT w.work_record_id FROM matching.work_record w LEFT JOIN matching.obligation o USING (work_record_id)
       WHERE (w.state IN ('ACCEPTED', 'AUTO_ACCEPTED')) <> (o.obligation_id IS NOT NULL)`,
    );
    expect(broken).toEqual([]);
  });
});

/** Nova at work for Olga under each way to be paid, with work that awaits a decision, and an offer that is open. */
async function atWork(scene: Scene) {
  const nova = await scene.aContributor();
  const known: Record<string, string[]> = { Opportunity: [], Application: [], Offer: [], Engagement: [], WorkRecord: [] };
  const companies: Person['companies'][number][] = [];
  for (const work of [{}, { payModel: 'PER_UNIT', estimatedMinutesPerUnit: 5 }, { payModel: 'FIXED' }, { seats: 1 }] as const) {
    const { opportunityId, companyId, olga } = await scene.anOpportunity(work);
    const { applicationId } = await scene.application(nova, opportunityId);
    const { offerId, termsHash } = await scene.offer(olga, applicationId);
    companies.push({ id: companyId, role: 'RECRUITER' });
    known['Opportunity']!.push(globalId('Opportunity', opportunityId));
    known['Application']!.push(globalId('Application', applicationId));
    known['Offer']!.push(globalId('Offer', offerId));
    if ('seats' in work) continue;
    await scene.acceptOffer(nova, { offerId, termsHash });
    const { engagementId } = (await scene.viewEngagementsOfOffers(nova, [offerId]))[0]!;
    const how = 'payModel' in work ? ({ kind: 'UNIT', quantity: 1 } as const) : {};
    const { workRecordId } = await scene.work(nova, engagementId, how);
    known['Engagement']!.push(globalId('Engagement', engagementId));
    known['WorkRecord']!.push(globalId('WorkRecord', workRecordId));
  }
  return { nova, olga: aPerson({ companies }), known };
}
