import path from 'node:path';
import { holesInTheWall, testDatabase, type OpenTables, type TestDatabase } from '@crossing/testkit';

/** Tables that requests see whole, and why. */
const OPEN: OpenTables = {
  company: 'which companies are verified is public; the projection alone writes it',
};

describe('the second wall of contributor', () => {
  let test: TestDatabase;
  beforeAll(async () => {
    test = await testDatabase({ service: 'contributor', migrationsDir: path.join(import.meta.dirname, '../migrations') });
  });
  afterAll(() => test.drop());

  it('parts every table that requests reach, for roles that cannot step over it', async () => {
    expect(await holesInTheWall(test, 'contributor', OPEN)).toEqual([]);
  });
});
