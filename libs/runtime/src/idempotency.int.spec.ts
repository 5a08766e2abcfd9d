import { randomUUID } from 'node:crypto';
import { DAY, type Clock } from '@crossing/kernel';
import { frozenClock, testDatabase, type TestDatabase } from '@crossing/testkit';
import { sqlOf, withPrincipal } from './database.ts';
import { idempotency, type IdempotencyStore, type StoredAnswer } from './idempotency.ts';

let test: TestDatabase;
let time = frozenClock('2026-03-01T09:30:00Z');
let subject: string;

beforeAll(async () => {
  test = await testDatabase({ service: 'identity' });
});
afterAll(() => test.drop());
beforeEach(() => {
  time = frozenClock('2026-03-01T09:30:00Z');
  subject = randomUUID();
});

const withStore = <T>(work: (store: IdempotencyStore) => Promise<T>, clock: Clock = time.clock): Promise<T> =>
  withPrincipal(test.database, { kind: 'request', subject, companyIds: [], staffRoles: [] }, (manager) =>
    work(idempotency(sqlOf(manager), clock)),
  );

const keyOf = (key: string) => ({ subject, mutation: 'registerCompany', key });

/** A request that has its effect unless another one had it before. */
const request = (body: unknown, { key = 'k1', fails = false } = {}): Promise<string | StoredAnswer> =>
  withStore(async (store) => {
    const claim = await store.claim({ ...keyOf(key), body });
    if (claim.kind !== 'first') return claim.kind === 'replay' ? claim.answer : 'conflict';
    await new Promise((resolve) => setTimeout(resolve, 30));
    if (fails) throw new Error('no effect');
    await store.complete(keyOf(key), { kind: 'RegisterCompanySuccess', ids: { companyId: randomUUID() } });
    return 'effect';
  });

describe('idempotency', () => {
  it('lets one of ten parallel requests have its effect; the others get its answer', async () => {
    const answers = await Promise.all(Array.from({ length: 10 }, () => request({ name: 'Acme' })));

    const replays = answers.filter((answer) => answer !== 'effect');
    expect(replays).toHaveLength(9);
    expect(new Set(replays.map((answer) => JSON.stringify(answer))).size).toBe(1);
    expect(replays[0]).toMatchObject({ kind: 'RegisterCompanySuccess' });
  });

  it('calls the same key with another body a conflict, whatever order the body’s keys have', async () => {
    await request({ name: 'Acme', pay: { min: 1n, max: 2n } });

    expect(await request({ pay: { max: 2n, min: 1n }, name: 'Acme' })).toMatchObject({ kind: 'RegisterCompanySuccess' });
    expect(await request({ name: 'Acme', pay: { min: 1n, max: 3n } })).toBe('conflict');
  });

  it('keeps keys of other people and other mutations apart', async () => {
    await request({});
    subject = randomUUID();

    expect(await request({})).toBe('effect');
    expect(await withStore((store) => store.claim({ ...keyOf('k1'), mutation: 'makeOffer', body: {} }))).toEqual({ kind: 'first' });
  });

  it('lets the next one try when the first rolls back', async () => {
    const first = request({}, { fails: true });
    await new Promise((resolve) => setTimeout(resolve, 10));
    const second = request({});

    await expect(first).rejects.toThrow('no effect');
    expect(await second).toBe('effect');
  });

  it('forgets a key whose answer was a problem', async () => {
    await withStore(async (store) => {
      await store.claim({ ...keyOf('k1'), body: {} });
      await store.complete(keyOf('k1'), null);
    });

    expect(await request({ corrected: true })).toBe('effect');
  });

  it('forgets after seven days, and others’ keys of that age with it', async () => {
    await request({});
    await request({}, { key: 'k2' });
    time.advance(7 * DAY);
    expect(await request({})).toMatchObject({ kind: 'RegisterCompanySuccess' });

    time.advance(1);

    expect(await request({})).toBe('effect');
    expect(await test.query('SELECT key FROM identity.idempotency WHERE subject = $1', [subject])).toEqual([{ key: 'k1' }]);
  });
});
