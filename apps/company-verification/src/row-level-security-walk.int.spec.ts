import path from 'node:path';
import { holesInTheWall, testDatabase, type OpenTables, type TestDatabase } from '@crossing/testkit';

/** Tables that requests see whole, and why. */
const OPEN: OpenTables = {
  fee_schedule: 'policy of the network, the same for everybody',
};

describe('the second wall of company-verification', () => {
  let test: TestDatabase;
  beforeAll(async () => {
    test = await testDatabase({ service: 'company-verification', migrationsDir: path.join(import.meta.dirname, '../migrations') });
  });
  afterAll(() => test.drop());

  it('parts every table that requests reach, for roles that cannot step over it', async () => {
    expect(await holesInTheWall(test, 'company-verification', OPEN)).toEqual([]);
  });
});
