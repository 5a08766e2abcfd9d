import path from 'node:path';
import { holesInTheWall, testDatabase, type TestDatabase } from '@crossing/testkit';

describe('the second wall of identity', () => {
  let test: TestDatabase;
  beforeAll(async () => {
    test = await testDatabase({ service: 'identity', migrationsDir: path.join(import.meta.dirname, '../migrations') });
  });
  afterAll(() => test.drop());

  it('parts every table that requests reach, for roles that cannot step over it', async () => {
    expect(await holesInTheWall(test, 'identity', {})).toEqual([]);
  });
});
