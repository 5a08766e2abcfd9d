import { sqlOf, withPrincipal } from '@crossing/runtime';
import { statementsOf, testDatabase, type TestDatabase } from './index.ts';

describe('testDatabase', () => {
  let test: TestDatabase;
  beforeAll(async () => {
    test = await testDatabase({ service: 'identity' });
  });
  afterAll(() => test.drop());

  it('gives a database of its own with what every service has', async () => {
    const rows = await test.query<{ n: string }>('SELECT count(*) AS n FROM identity.deadline');

    expect(rows).toEqual([{ n: '0' }]);
  });

  it('counts the statements of a piece of work', async () => {
    const statements = await statementsOf(test.database.app, () =>
      withPrincipal(test.database, { kind: 'request', subject: null, companyIds: [], staffRoles: [] }, (manager) =>
        sqlOf(manager).query('SELECT 1'),
      ),
    );

    expect(statements).toEqual(['SELECT 1']);
  });
});
