import { randomUUIDv7 } from 'node:crypto';
import { fact } from '@crossing/contracts';
import { testDatabase, type TestDatabase } from '@crossing/testkit';
import { Type } from '@sinclair/typebox';
import { system } from './consumer-groups.ts';
import { unitOfWork } from './unit-of-work.ts';

const data = Type.Object({ thingId: Type.String() });
const ThingHappened = fact({ name: 'ThingHappened', service: 'matching', aggregate: 'thing', key: 'thingId', event: 'happened', data });

let test: TestDatabase;
beforeAll(async () => {
  test = await testDatabase({ service: 'matching' });
});
afterAll(() => test.drop());

describe('a unit of work', () => {
  it('gives events the cause that they were emitted with, in the order in which they were, and commits them together', async () => {
    let commits = 0;
    const { transact } = unitOfWork({
      ...{ database: test.database, service: 'matching', clock: () => new Date(), newId: () => randomUUIDv7() },
      ...{ stores: () => ({ kept: 'store' }), committed: () => void (commits += 1) },
    });

    const stores = await transact(system('matching.reactions', 'first'), async (tx, because) => {
      const other = because({ correlationId: 'second', traceparent: '00-second' });
      tx.emit(ThingHappened, 'a', { thingId: 'a' });
      other.emit(ThingHappened, 'a', { thingId: 'a' });
      tx.emit(ThingHappened, 'a', { thingId: 'a' });
      return [tx.kept, other.kept, tx.sql === other.sql];
    });

    const rows = await test.query(
      `SELECT sequence::int, headers ->> 'ce_correlationid' AS id, headers ->> 'traceparent' AS trace FROM matching.outbox ORDER BY seq`,
    );
    expect(rows).toEqual([
      { sequence: 1, id: 'first', trace: null },
      { sequence: 2, id: 'second', trace: '00-second' },
      { sequence: 3, id: 'first', trace: null },
    ]);
    expect(stores).toEqual(['store', 'store', true]);
    expect(commits).toBe(1);
  });
});
