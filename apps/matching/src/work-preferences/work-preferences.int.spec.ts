import { anonymous, aPerson } from '@crossing/testkit';
import { aMember, expectKind } from '../spec-matching.ts';
import { openScene, type Scene } from '../spec-scene.ts';

describe('setWorkPreferences', () => {
  let scene: Scene;
  beforeAll(async () => {
    scene = await openScene();
  });
  afterAll(() => scene.close());

  const request = { hoursPerWeek: { min: 5, max: 20 }, minHourly: { amountMinor: 1234n, currency: 'EUR' } };

  it('replaces what was stated before, and tells nobody', async () => {
    const nova = aPerson();

    await scene.setWorkPreferences(nova, request);
    const result = await scene.setWorkPreferences(nova, { ...request, minHourly: null });

    expect(expectKind(result, 'SetWorkPreferencesSuccess').workPreferences).toMatchObject({ minHourly: null });
    expect(await scene.viewWorkPreferences(nova)).toEqual({
      contributorId: nova.subject,
      hoursPerWeek: request.hoursPerWeek,
      minHourly: null,
      version: 2,
    });
    expect(await scene.events()).toEqual([]);
    const audit = await scene.test.query('SELECT detail::text FROM matching.audit_entry');
    expect(audit.map((row) => row['detail'])).toEqual(['{}', '{}']);
  });

  it.each([
    ['more than a week has', { min: 0, max: 81 }, ['hoursPerWeek.max']],
    ['out of order', { min: 9, max: 8 }, ['hoursPerWeek']],
    ['negative', { min: -1, max: 8 }, ['hoursPerWeek.min']],
    ['huge', { min: 2 ** 31 - 1, max: 2 ** 31 - 1 }, ['hoursPerWeek.min', 'hoursPerWeek.max']],
  ])('refuses hours that are %s', async (_what, hoursPerWeek, paths) => {
    const result = await scene.setWorkPreferences(aPerson(), { hoursPerWeek, minHourly: null });

    expect(expectKind(result, 'InvalidInput').issues.map(({ path }) => path)).toEqual(paths);
  });

  it('refuses pay of nothing, and in a currency that cannot be compared', async () => {
    const nothing = await scene.setWorkPreferences(aPerson(), { ...request, minHourly: { amountMinor: 0n, currency: 'USD' } });
    const unknown = await scene.setWorkPreferences(aPerson(), { ...request, minHourly: { amountMinor: 5n, currency: 'XTS' } });

    expect(expectKind(nothing, 'InvalidInput').issues).toMatchObject([{ path: 'minHourly.amountMinor' }]);
    expect(expectKind(unknown, 'InvalidInput').issues).toMatchObject([{ path: 'minHourly.currency' }]);
  });

  it('is for the signed-in, and each for themselves', async () => {
    const nova = aPerson();
    await scene.setWorkPreferences(nova, request);

    await expect(async () => scene.setWorkPreferences(anonymous, request)).rejects.toMatchObject({ code: 'UNAUTHENTICATED' });
    const all = await scene.app.uow.read(aMember(nova.subject, 'OWNER'), ({ workPreferences }) => workPreferences.findMany([nova.subject]));
    expect(all).toEqual([]);
  });
});
