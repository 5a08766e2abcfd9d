import { randomUUID } from 'node:crypto';
import { TrackRecordAppended } from '@crossing/contracts';
import { aPerson, aSystem, emittedBy } from '@crossing/testkit';
import { contributorOnDatabase, type ContributorOnDatabase } from '../spec-contributor.ts';
import { listTrackRecords } from './list-track-records.ts';
import { onEngagementCompleted } from './on-engagement-completed.ts';

describe('onEngagementCompleted', () => {
  let world: ContributorOnDatabase;
  beforeAll(async () => void (world = await contributorOnDatabase()));
  afterAll(() => world.test.drop());

  /** Somebody completes an engagement on each of these days. */
  async function completes(contributorId: string, ...days: string[]): Promise<void> {
    for (const day of days) await completesWork(contributorId, 'RLHF', day);
  }

  async function completesWork(contributorId: string, workType: string, completedOn: string): Promise<void> {
    const reaction = onEngagementCompleted({ newId: randomUUID });
    const data = {
      ...{ engagementId: randomUUID(), offerId: randomUUID(), opportunityId: randomUUID(), companyId: randomUUID(), contributorId },
      ...{ workType, domain: 'LANGUAGE', tier: 1, unitsAccepted: 2, unitsTotal: 3, minutes: 90 },
      ...{ startedOn: '2026-01-01', completedOn },
    };
    const event = {
      data,
      key: data.engagementId,
      id: randomUUID(),
      sequence: 1n,
      time: world.time.clock(),
      cause: { correlationId: 't' },
    };
    await world.app.uow.transact(aSystem(), (tx) => reaction.handle(tx, event));
  }

  it('announces each entry under the person, so that one person’s entries stay in order', async () => {
    const person = aPerson();

    await completes(person.subject, '2026-01-10', '2026-01-20');

    const appended = (await emittedBy(world.test, 'contributor')).filter(({ type }) => type === TrackRecordAppended.type);
    expect(appended.map(({ key }) => key)).toEqual([person.subject, person.subject]);
    expect(appended.map(({ data }) => data!['occurredOn'])).toEqual(['2026-01-10', '2026-01-20']);
  });

  it('fills a list that is read newest first, page by page, each person’s own', async () => {
    const [one, other] = [aPerson(), aPerson()];
    for (const person of [one, other]) await world.admitted(person);
    await completes(one.subject, '2026-01-10', '2026-01-30', '2026-01-20');
    await completes(other.subject, '2026-01-15');
    const reviewer = aPerson({ staffRoles: ['TRUST_REVIEWER'] });
    const days = async (after: readonly string[] | null) =>
      (await listTrackRecords(world.deps)(reviewer, [one.subject, other.subject], { first: 2, after })).map(({ edges, pageInfo }) => ({
        days: edges.map(({ node }) => node.occurredOn),
        more: pageInfo.hasNextPage,
      }));

    const [first] = await listTrackRecords(world.deps)(reviewer, [one.subject], { first: 2, after: null });
    const after = JSON.parse(Buffer.from(first!.pageInfo.endCursor!, 'base64url').toString()) as string[];

    expect(await days(null)).toEqual([
      { days: ['2026-01-30', '2026-01-20'], more: true },
      { days: ['2026-01-15'], more: false },
    ]);
    expect((await days(after))[0]).toEqual({ days: ['2026-01-10'], more: false });
  });

  it('keeps work of a kind that came up later, and shows it as unknown', async () => {
    const person = aPerson();
    await world.admitted(person);

    await completesWork(person.subject, 'DREAM_INTERPRETATION', '2026-01-10');

    const shown = await world.ask(person, '{ viewer { trackRecord { edges { node { workType minutes } } } } }');
    expect(shown).toEqual({ viewer: { trackRecord: { edges: [{ node: { workType: null, minutes: 90 } }] } } });
  });
});
