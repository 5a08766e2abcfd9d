import { aPerson, aReviewer } from '@crossing/testkit';
import type { Context } from './context.ts';
import { contributorOnDatabase, type ContributorOnDatabase } from './spec-contributor.ts';

const cursor = (...values: unknown[]) => Buffer.from(JSON.stringify(values)).toString('base64url');
const ID = '018f0000-0000-7000-8000-000000000000';

describe('a cursor that somebody made up', () => {
  let world: ContributorOnDatabase;
  beforeAll(async () => void (world = await contributorOnDatabase()));
  afterAll(() => world.test.drop());

  type Resolve = (root: unknown, args: object, context: Context) => unknown;
  const resolve = (type: string, field: string, root: unknown, args: object, caller = aReviewer()) => {
    const fields = world.app.resolvers[type] as Record<string, Resolve>;
    return Promise.resolve().then(() => fields[field]!(root, args, world.app.createContext(caller) as Context));
  };

  it.each([
    ['no time', cursor('yesterday', ID)],
    ['a day that does not exist', cursor('2026-02-31', ID)],
    ['no id', cursor('2026-02-01', 'x')],
    ['one value too few', cursor('2026-02-01')],
    ['one value too many', cursor('2026-02-01', ID, ID)],
    ['nothing', cursor()],
  ])('with %s is the client’s mistake in every list, never a fault', async (_what, after) => {
    const mistake = expect.objectContaining({ code: 'BAD_USER_INPUT' });
    const person = aPerson();
    const self = { contributorId: person.subject, headline: 'Here' };

    await expect(resolve('Query', 'profilesAwaitingVetting', {}, { after })).rejects.toEqual(mistake);
    await expect(resolve('Viewer', 'trackRecord', self, { after }, person)).rejects.toEqual(mistake);
    await expect(resolve('Contributor', 'trackRecord', self, { after }, person)).rejects.toEqual(mistake);
  });
});
