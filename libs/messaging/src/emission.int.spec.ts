import { ContractViolation, OfferIssued } from '@crossing/contracts';
import { testDatabase, TEST_ROLE_SECRET, type TestDatabase } from '@crossing/testkit';
import { emission } from './emission.ts';
import { cause, testService, ThingHappened, ThingState, type TestService } from './service.fixture.ts';

let database: TestDatabase;
let service: TestService;

beforeEach(async () => {
  database = await testDatabase({ service: 'matching' });
  service = testService(database.url, TEST_ROLE_SECRET);
});
afterEach(async () => {
  await service.close();
  await database.drop();
});

const sequences = (order = 'seq') =>
  database.query<{ key: string; sequence: string; type: string }>(
    `SELECT key, sequence::text, headers ->> 'ce_type' AS type FROM matching.outbox ORDER BY ${order}`,
  );

describe('emit', () => {
  it('numbers the events of each key from one, in the order in which they were emitted', async () => {
    await service.happen('b', 1, 2);
    await service.transact(cause, async (tx) => {
      tx.emit(ThingHappened, 'b', { n: 3 });
      tx.emit(ThingState, 'b', { n: 3 });
      tx.emit(ThingHappened, 'a', { n: 1 });
    });

    expect((await sequences()).map(({ key, sequence }) => key + sequence)).toEqual(['b1', 'b2', 'b3', 'b1', 'a1']);
  });

  it('leaves no gap and no deadlock behind when eight writers, some of whom roll back, take the same keys in any order', async () => {
    const write = async (writer: number) => {
      for (let n = 0; n < 40; n += 1) {
        const keys = [`k${(n + writer) % 5}`, `k${(n * 3 + writer) % 5}`, `k${n % 2}`];
        await service
          .transact(cause, async (tx) => {
            for (const key of keys) tx.emit(ThingHappened, key, { n });
            if (n % 7 === 0) throw new Error('rolled back');
          })
          .catch((error: Error) => expect(error.message).toBe('rolled back'));
      }
    };

    await Promise.all(Array.from({ length: 8 }, (_, writer) => write(writer)));

    const next = new Map<string, number>();
    for (const { key, sequence } of await sequences()) {
      expect(Number(sequence)).toBe((next.get(key) ?? 0) + 1);
      next.set(key, Number(sequence));
    }
    expect([...next.values()].reduce((sum, n) => sum + n, 0)).toBe(8 * 34 * 3);
  });

  it('refuses what breaks its contract, what another service says, another key, what is too long, and the end of a fact', () => {
    const events = emission({ service: 'matching', clock: () => new Date(), newId: () => crypto.randomUUID(), cause });
    const foreign = emission({ service: 'contributor', clock: () => new Date(), newId: () => crypto.randomUUID(), cause });

    expect(() => events.emit(OfferIssued, 'k', {} as OfferIssued)).toThrow(ContractViolation);
    expect(() => foreign.emit(ThingHappened, 'k', { n: 1 })).toThrow('not contributor’s to emit');
    expect(() => events.emit(ThingHappened, 'k', { n: 1, note: 'x'.repeat(1_000_000) })).toThrow('a message may have 1000000');
    expect(() => events.emit(ThingHappened, 'k', { thingId: 'other', n: 1 })).toThrow('keyed by its thingId');
    expect(() => events.tombstone(ThingHappened, 'k')).toThrow('is a fact');
  });

  it('lets the app role write events and neither read nor take them back', async () => {
    const [rights] = await database.query(
      `SELECT has_table_privilege('matching_app', 'matching.outbox', 'INSERT') AS insert,
              has_table_privilege('matching_app', 'matching.outbox', 'SELECT, UPDATE, DELETE') AS more`,
    );

    expect(rights).toEqual({ insert: true, more: false });
  });
});
