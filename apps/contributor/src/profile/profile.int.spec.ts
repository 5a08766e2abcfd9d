import { aPerson, driftOf, emittedBy } from '@crossing/testkit';
import { contributorOnDatabase, nova, type ContributorOnDatabase } from '../spec-contributor.ts';
import { pauseProfile } from './pause-profile.ts';
import { resumeProfile } from './resume-profile.ts';
import { viewProfile } from './view-profile.ts';

describe('a profile', () => {
  let world: ContributorOnDatabase;
  beforeAll(async () => void (world = await contributorOnDatabase()));
  afterAll(() => world.test.drop());

  const request = { content: nova, discoveredThrough: 'SEARCH' as const, expectedVersion: null };
  const eventsOf = async (key: string) => (await emittedBy(world.test, 'contributor')).filter((event) => event.key === key);

  it('is a draft first, of which nobody hears', async () => {
    const person = aPerson();

    const result = await world.save(person, request);

    expect(result).toMatchObject({ kind: 'SaveProfileSuccess', profile: { contributorId: person.subject, version: 1, state: 'DRAFT' } });
    expect(await eventsOf(person.subject)).toEqual([]);
  });

  it('is announced as coarse facts from its submission on: no name, no headline', async () => {
    const person = aPerson();
    await world.save(person, request);

    await world.submit(person, { expectedVersion: 1 });

    const events = await eventsOf(person.subject);
    expect(events.map(({ type }) => type)).toEqual(['contributor.profile.submitted.v1', 'contributor.profile.state.v1']);
    expect(events[1]!.data).toMatchObject({ state: 'SUBMITTED', version: 2, countryOfResidence: 'KE', tiers: [], verifiedClaims: [] });
    expect(JSON.stringify(events)).not.toMatch(/Nova|twice/);
  });

  it('is one, when ten first saves come at once', async () => {
    const person = aPerson();

    const results = await Promise.all(Array.from({ length: 10 }, () => world.save(person, request)));

    expect(results.filter(({ kind }) => kind === 'SaveProfileSuccess')).toHaveLength(1);
    expect(results.filter(({ kind }) => kind === 'VersionConflict')).toHaveLength(9);
  });

  it('stands still while it is under review', async () => {
    const person = aPerson();
    await world.save(person, request);
    await world.submit(person, { expectedVersion: 1 });

    expect(await world.save(person, { ...request, expectedVersion: 2 })).toMatchObject({ kind: 'WrongState', state: 'SUBMITTED' });
  });

  it('keeps what somebody else wrote first', async () => {
    const person = aPerson();
    await world.save(person, request);
    await world.save(person, { ...request, expectedVersion: 1 });

    expect(await world.save(person, { ...request, expectedVersion: 1 })).toMatchObject({ kind: 'VersionConflict', version: 2 });
  });

  it('lists every broken rule and changes nothing', async () => {
    const person = aPerson();

    const result = await world.save(person, {
      ...request,
      content: {
        ...nova,
        displayName: ' ',
        headline: 'x\0',
        countryOfResidence: 'XX',
        timeZone: 'Mars/Olympus',
        languages: [{ tag: 'qqq-zz', native: false, listening: null, reading: null, speaking: null, writing: null }],
        professions: [{ escoUri: 'http://example.org/juggler', years: -1 }],
        domains: ['JUGGLING'],
      },
    });

    expect(result.kind).toBe('InvalidInput');
    const paths = result.kind === 'InvalidInput' ? result.issues.map(({ path }) => path) : [];
    for (const path of [
      'displayName',
      'headline',
      'countryOfResidence',
      'timeZone',
      'languages.0.tag',
      'professions.0.escoUri',
      'domains.0',
    ]) {
      expect(paths).toContain(path);
    }
    expect(await world.test.query('SELECT 1 FROM contributor.profile WHERE contributor_id = $1', [person.subject])).toEqual([]);
  });

  it('goes out of matching and comes back by the person’s own wish', async () => {
    const person = aPerson();
    const version = await world.admitted(person);

    const paused = await pauseProfile(world.deps)(person, { expectedVersion: version });
    const resumed = await resumeProfile(world.deps)(person, { expectedVersion: version + 1 });

    expect([paused, resumed]).toMatchObject([{ profile: { state: 'PAUSED' } }, { profile: { state: 'ACTIVE' } }]);
    const states = (await eventsOf(person.subject)).filter(({ type }) => type.endsWith('.state.v1'));
    expect(states.map(({ data }) => data!['state'])).toEqual(['SUBMITTED', 'ACTIVE', 'PAUSED', 'ACTIVE']);
  });

  it('answers a repeated pause or resume with its effect, and an older one with the version that there is', async () => {
    const person = aPerson();
    const version = await world.admitted(person);
    const pause = pauseProfile(world.deps);
    const resume = resumeProfile(world.deps);
    await pause(person, { expectedVersion: version });

    expect(await pause(person, { expectedVersion: version })).toMatchObject({
      kind: 'PauseProfileSuccess',
      profile: { version: version + 1 },
    });
    expect(await pause(person, { expectedVersion: version + 1 })).toMatchObject({ kind: 'WrongState', state: 'PAUSED' });
    await resume(person, { expectedVersion: version + 1 });
    expect(await resume(person, { expectedVersion: version + 1 })).toMatchObject({ kind: 'ResumeProfileSuccess' });
    expect(await resume(person, { expectedVersion: version + 2 })).toMatchObject({ kind: 'WrongState', state: 'ACTIVE' });
    for (const change of [pause, resume])
      expect(await change(person, { expectedVersion: version })).toMatchObject({ kind: 'VersionConflict', version: version + 2 });
    const types = (await eventsOf(person.subject)).map(({ type }) => type);
    expect(types.filter((type) => /paused|resumed/.test(type))).toEqual([
      'contributor.profile.paused.v1',
      'contributor.profile.resumed.v1',
    ]);
  });

  it('is read by its owner and reviewers, by nobody else', async () => {
    const person = aPerson();
    await world.admitted(person);
    const view = viewProfile(world.deps);

    expect(await view(person, person.subject)).not.toBeNull();
    expect(await view(aPerson(), person.subject)).toBeNull();
    expect(await view(aPerson({ staffRoles: ['TRUST_REVIEWER'] }), person.subject)).not.toBeNull();
  });

  it('maps its tables as they are', async () => {
    expect(await driftOf(world.test.database.worker)).toEqual([]);
  });
});
