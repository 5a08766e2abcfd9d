import { randomUUID } from 'node:crypto';
import {
  ApplicationStatusChanged,
  ApplicationSubmitted,
  CompanyState,
  EngagementCompleted,
  EngagementTerminated,
  OfferAccepted,
  type EventContract,
} from '@crossing/contracts';
import { DAY } from '@crossing/kernel';
import { anonymous, aPerson, aReviewer, aSystem, emittedBy, statementsOf } from '@crossing/testkit';
import { onAccountStatusChanged } from '../profile/on-account-status-changed.ts';
import { contributorOnDatabase, type ContributorOnDatabase } from '../spec-contributor.ts';
import { listTrackRecords } from '../track-record/list-track-records.ts';
import { viewContributors } from './view-contributors.ts';

describe('what others see of a person', () => {
  let world: ContributorOnDatabase;
  beforeAll(async () => void (world = await contributorOnDatabase()));
  afterAll(() => world.test.drop());

  /** Lets the service hear of an event, as its consumers would. */
  async function hears<Data>(contract: EventContract<Data>, key: string, data: Data): Promise<void> {
    const event = { data, key, id: randomUUID(), sequence: 1n, time: world.time.clock(), cause: { correlationId: 'test' } };
    const reactions = [...world.app.projections, ...world.app.reactions].filter((reaction) => reaction.contract.type === contract.type);
    await world.app.uow.transact(aSystem(), async (tx) => {
      for (const reaction of reactions) await reaction.handle(tx, event);
    });
  }

  const memberOf = (companyId: string) => aPerson({ companies: [{ id: companyId, role: 'RECRUITER' }] });
  const cardFor = async (caller: Parameters<ReturnType<typeof viewContributors>>[0], id: string) =>
    (await viewContributors(world.deps)(caller, [id]))[0] ?? null;
  const application = (companyId: string, contributorId: string) => ({
    ...{ applicationId: randomUUID(), opportunityId: randomUUID(), companyId, contributorId },
    ...{ revision: 1, submittedAt: '2026-02-01T09:00:00.000Z' },
  });

  it('is everything to themself and to reviewers, nothing to strangers and to nobody', async () => {
    const person = aPerson();
    await world.admitted(person);

    expect(await cardFor(person, person.subject)).toMatchObject({ displayName: 'Nova Firstday' });
    expect(await cardFor(aReviewer(), person.subject)).toMatchObject({ displayName: 'Nova Firstday' });
    expect(await cardFor(memberOf(randomUUID()), person.subject)).toBeNull();
    expect(await cardFor(anonymous, person.subject)).toBeNull();
  });

  it('is the name to a company that they applied to, until 180 days after the end', async () => {
    const person = aPerson();
    const companyId = randomUUID();
    await world.admitted(person);
    const applied = application(companyId, person.subject);
    await hears(ApplicationSubmitted, applied.applicationId, applied);

    expect(await cardFor(memberOf(companyId), person.subject)).toMatchObject({ displayName: 'Nova Firstday' });
    expect(await cardFor(memberOf(randomUUID()), person.subject)).toBeNull();

    const { revision: _r, submittedAt: _s, ...ids } = applied;
    await hears(ApplicationStatusChanged, ids.applicationId, {
      ...ids,
      from: 'SUBMITTED',
      to: 'WITHDRAWN',
      changedAt: '2026-02-01T09:00:00.000Z',
    });
    world.time.advance(180 * DAY - 1);
    expect(await cardFor(memberOf(companyId), person.subject)).not.toBeNull();
    world.time.advance(1);
    expect(await cardFor(memberOf(companyId), person.subject)).toBeNull();
    world.time.set('2026-02-01T09:00:00Z');
  });

  it('is the name to a company from the agreement on, however late the work begins, until 180 days after its end', async () => {
    const person = aPerson();
    const ids = { companyId: randomUUID(), contributorId: person.subject, opportunityId: randomUUID() };
    const [offerId, applicationId, engagementId] = [randomUUID(), randomUUID(), randomUUID()];
    await world.admitted(person);
    const accepted = { ...ids, offerId, applicationId, engagementId, acceptedAt: '2026-02-01T09:00:00.000Z' };
    await hears(OfferAccepted, offerId, accepted);

    world.time.advance(300 * DAY);
    expect(await cardFor(memberOf(ids.companyId), person.subject)).toMatchObject({ displayName: 'Nova Firstday' });

    const work = { workType: 'RLHF', domain: 'LANGUAGE', tier: 1, by: 'COMPANY', startedOn: null, terminatedOn: '2026-11-28' };
    await hears(EngagementTerminated, engagementId, { ...ids, engagementId, offerId, ...work });
    await hears(OfferAccepted, offerId, accepted);
    world.time.advance(180 * DAY - 1);
    expect(await cardFor(memberOf(ids.companyId), person.subject)).not.toBeNull();
    world.time.advance(1);
    expect(await cardFor(memberOf(ids.companyId), person.subject)).toBeNull();
    world.time.set('2026-02-01T09:00:00Z');
  });

  it('is all but the name to a verified company’s members, if they let those see them, and while it is verified', async () => {
    const [open, closed] = [aPerson(), aPerson()];
    const companyId = randomUUID();
    await world.admitted(open, { visibility: 'VERIFIED_COMPANIES' });
    await world.admitted(closed);
    const state = { companyId, version: 1, kind: 'AI_LAB', state: 'VERIFIED', paymentTermsDays: 14, legalName: 'Lantern Labs' };
    await hears(CompanyState, companyId, { ...state, verifiedUntil: '2026-03-01T00:00:00.000Z' });

    expect(await cardFor(memberOf(companyId), open.subject)).toMatchObject({ displayName: null, headline: 'Reads everything twice' });
    expect(await cardFor(memberOf(companyId), closed.subject)).toBeNull();
    world.time.set('2026-03-01T00:00:00Z');
    expect(await cardFor(memberOf(companyId), open.subject)).toBeNull();
    world.time.set('2026-02-01T09:00:00Z');
  });

  it('grows by one entry an engagement, however often it is told of', async () => {
    const person = aPerson();
    await world.admitted(person);
    const engagement = {
      ...{ engagementId: randomUUID(), offerId: randomUUID(), opportunityId: randomUUID(), companyId: randomUUID() },
      ...{ contributorId: person.subject, workType: 'RLHF', domain: 'LANGUAGE', tier: 1, unitsAccepted: 2, unitsTotal: 3, minutes: 90 },
      ...{ startedOn: '2026-02-01', completedOn: '2026-02-03' },
    };
    for (let n = 0; n < 3; n++) await hears(EngagementCompleted, engagement.engagementId, engagement);

    const [record] = await listTrackRecords(world.deps)(person, [person.subject], { first: 10, after: null });
    const [hidden] = await listTrackRecords(world.deps)(aPerson(), [person.subject], { first: 10, after: null });

    expect(record!.edges).toMatchObject([{ node: { engagementId: engagement.engagementId, minutes: 90, occurredOn: '2026-02-03' } }]);
    expect(hidden!.edges).toEqual([]);
    const appended = (await emittedBy(world.test, 'contributor')).filter(({ type }) => type === 'contributor.track-record.appended.v1');
    expect(appended.filter(({ data }) => data!['engagementId'] === engagement.engagementId)).toHaveLength(1);
  });

  it('is held with the account, and given back as it was', async () => {
    const person = aPerson();
    await world.admitted(person);
    const status = async (from: string, to: string) => {
      const data = { subjectRef: person.subject, from, to, changedAt: '2026-02-01T09:00:00.000Z' };
      const event = {
        data,
        key: person.subject,
        id: randomUUID(),
        sequence: 1n,
        time: world.time.clock(),
        cause: { correlationId: 'test' },
      };
      await world.app.uow.transact(aSystem(), (tx) => onAccountStatusChanged.handle(tx, event));
      const rows = await world.test.query<{ state: string }>('SELECT state FROM contributor.profile WHERE contributor_id = $1', [
        person.subject,
      ]);
      return rows[0]!.state;
    };

    expect(await status('ACTIVE', 'SUSPENDED')).toBe('SUSPENDED');
    expect(await status('SUSPENDED', 'ACTIVE')).toBe('ACTIVE');
    expect(await status('ACTIVE', 'CLOSURE_REQUESTED')).toBe('SUSPENDED');
  });

  it('costs one statement for a list of people, and one for their records', async () => {
    const people = await Promise.all(
      Array.from({ length: 3 }, async () => {
        const person = aPerson();
        await world.admitted(person);
        return person.subject;
      }),
    );
    const reviewer = aReviewer();
    const context = world.app.createContext(reviewer) as import('../context.ts').Context;

    const statements = await statementsOf(world.test.database.app, async () => {
      await Promise.all(people.map((id) => context.cards.load(id)));
      await Promise.all(people.map((id) => context.records.load({ id, page: { first: 5, after: null } })));
    });

    expect(statements).toHaveLength(2);
  });
});
