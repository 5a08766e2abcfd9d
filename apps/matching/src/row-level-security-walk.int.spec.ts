import path from 'node:path';
import { holesInTheWall, testDatabase, type OpenTables, type TestDatabase } from '@crossing/testkit';

/** Tables that requests see whole, and why. */
const OPEN: OpenTables = {
  company_view: 'the public standing of companies, from their state topic',
  opportunity_view: 'published work is public; what else it says is filtered by who asks, and matching returns ids',
  contributor_view: 'coarse facts by pseudonym, without name or rate, against which requests of both sides are decided',
  seat_allocation: 'how many seats are left is public',
};

describe('the second wall of matching', () => {
  let test: TestDatabase;
  beforeAll(async () => {
    test = await testDatabase({ service: 'matching', migrationsDir: path.join(import.meta.dirname, '../migrations') });
  });
  afterAll(() => test.drop());

  it('parts every table that requests reach, for roles that cannot step over it', async () => {
    expect(await holesInTheWall(test, 'matching', OPEN)).toEqual([]);
  });
});
