import { aPerson, emittedBy } from '@crossing/testkit';
import { contributorOnDatabase, nova, type ContributorOnDatabase } from '../spec-contributor.ts';
import { submitProfile } from './submit-profile.ts';

describe('submitProfile', () => {
  let world: ContributorOnDatabase;
  beforeAll(async () => void (world = await contributorOnDatabase()));
  afterAll(() => world.test.drop());

  const request = { content: nova, discoveredThrough: 'SEARCH' as const, expectedVersion: null };
  const typesOf = async (key: string) =>
    (await emittedBy(world.test, 'contributor')).filter((event) => event.key === key).map(({ type }) => type);
  const stateOf = async (contributorId: string) =>
    (await world.test.query('SELECT state, version FROM contributor.profile WHERE contributor_id = $1', [contributorId]))[0];

  it('takes no profile that has come to break a rule since it was saved, and changes nothing', async () => {
    const person = aPerson();
    await world.save(person, request);
    const exclusions = [{ country: 'KE', reason: 'The operator’s law forbids it.', since: '2026-02-01' }];

    const result = await submitProfile({ ...world.deps, exclusions })(person, { expectedVersion: 1 });

    expect(result).toMatchObject({ kind: 'InvalidInput', issues: [{ path: 'countryOfResidence', rule: 'excluded' }] });
    expect(await stateOf(person.subject)).toEqual({ state: 'DRAFT', version: 1 });
    expect(await typesOf(person.subject)).toEqual([]);
  });

  it('answers a repeated request with its effect, which it has once', async () => {
    const person = aPerson();
    await world.save(person, request);

    const results = await Promise.all([1, 2, 3].map(() => world.submit(person, { expectedVersion: 1 })));

    for (const result of results)
      expect(result).toMatchObject({ kind: 'SubmitProfileSuccess', profile: { state: 'SUBMITTED', version: 2 } });
    expect(await typesOf(person.subject)).toEqual(['contributor.profile.submitted.v1', 'contributor.profile.state.v1']);
  });

  it('does not take what the person has changed elsewhere, nor what is under review', async () => {
    const person = aPerson();
    await world.save(person, request);
    await world.save(person, { ...request, expectedVersion: 1 });

    expect(await world.submit(person, { expectedVersion: 1 })).toMatchObject({ kind: 'VersionConflict', version: 2 });
    await world.submit(person, { expectedVersion: 2 });
    expect(await world.submit(person, { expectedVersion: 3 })).toMatchObject({ kind: 'WrongState', state: 'SUBMITTED' });
  });
});
