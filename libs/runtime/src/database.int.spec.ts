import { randomUUID } from 'node:crypto';
import path from 'node:path';
import type { Principal } from '@crossing/kernel';
import { testDatabase, type TestDatabase } from '@crossing/testkit';
import { EntitySchema } from 'typeorm';
import { constraintOf, openDatabase, sqlOf, withPrincipal } from './database.ts';

interface Parcel {
  readonly parcelId: string;
  readonly ownerId: string;
  readonly companyId: string;
  readonly label: string;
  readonly amountMinor: bigint | null;
  readonly arrivesOn: string | null;
  readonly sentAt: Date | null;
}

const ParcelTable = new EntitySchema<Parcel>({
  name: 'parcel',
  columns: {
    parcelId: { type: 'uuid', primary: true, name: 'parcel_id' },
    ownerId: { type: 'uuid', name: 'owner_id' },
    companyId: { type: 'uuid', name: 'company_id' },
    label: { type: 'text' },
    amountMinor: { type: 'bigint', name: 'amount_minor', nullable: true },
    arrivesOn: { type: 'date', name: 'arrives_on', nullable: true },
    sentAt: { type: 'timestamptz', name: 'sent_at', nullable: true },
  },
});
const migrationsDir = path.join(import.meta.dirname, '../fixtures/migrations');
const [nova, orion, acme] = [randomUUID(), randomUUID(), randomUUID()];
const as = (subject: string | null, { companyIds = [], staffRoles = [] }: { companyIds?: string[]; staffRoles?: string[] } = {}) =>
  ({ kind: 'request', subject, companyIds, staffRoles }) satisfies Principal;
const system: Principal = { kind: 'system' };

let test: TestDatabase;
beforeAll(async () => {
  test = await testDatabase({ service: 'parcel-post', migrationsDir, entities: [ParcelTable] });
  await test.query('INSERT INTO parcel_post.parcel (parcel_id, owner_id, company_id) VALUES ($1, $2, $3)', [randomUUID(), nova, acme]);
});
afterAll(() => test.drop());

const count = (principal: Principal): Promise<number> =>
  withPrincipal(test.database, principal, async (manager) => (await sqlOf(manager).query('SELECT * FROM parcel')).rowCount);

describe('withPrincipal', () => {
  it('shows each principal what its policies let through', async () => {
    expect(await count(as(nova))).toBe(1);
    expect(await count(as(orion, { companyIds: [randomUUID(), acme] }))).toBe(1);
    expect(await count(as(orion, { staffRoles: ['ASSESSOR', 'TRUST_REVIEWER'] }))).toBe(1);
    expect(await count(system)).toBe(1);
  });

  it('shows nothing to a stranger, to nobody, and where no principal was set', async () => {
    expect(await count(as(orion, { companyIds: [randomUUID()], staffRoles: ['ASSESSOR'] }))).toBe(0);
    expect(await count(as(null))).toBe(0);
    expect(await test.database.app.query('SELECT * FROM parcel')).toEqual([]);
  });

  it('leaves nothing of one request to the next on the same connection', async () => {
    const one = await openDatabase({ url: test.url, service: 'parcel-post', secret: 'test', entities: [], poolSize: 1 });
    const seen = (principal: Principal) =>
      withPrincipal(one, principal, async (manager) => (await sqlOf(manager).query('SELECT * FROM parcel')).rowCount);

    try {
      expect(await Promise.all([seen(as(nova)), seen(as(orion)), seen(as(null)), seen(as(nova))])).toEqual([1, 0, 0, 1]);
      await expect(withPrincipal(one, as(nova), () => Promise.reject(new Error('stop')))).rejects.toThrow('stop');
      expect(await one.app.query('SELECT * FROM parcel')).toEqual([]);
    } finally {
      await one.close();
    }
  });

  it('does not let anybody write in the name of another', async () => {
    const forge = withPrincipal(test.database, as(orion), (manager) =>
      sqlOf(manager).query('INSERT INTO parcel (parcel_id, owner_id, company_id) VALUES ($1, $2, $3)', [randomUUID(), nova, acme]),
    );

    await expect(forge).rejects.toThrow('row-level security');
  });

  it('commits all of it or nothing', async () => {
    const before = await count(system);
    const fail = withPrincipal(test.database, as(nova), async (manager) => {
      await sqlOf(manager).query('INSERT INTO parcel (parcel_id, owner_id, company_id) VALUES ($1, $2, $3)', [randomUUID(), nova, acme]);
      throw new Error('changed my mind');
    });

    await expect(fail).rejects.toThrow('changed my mind');
    expect(await count(system)).toBe(before);
  });

  it('writes nothing when it only reads, not even on purpose', async () => {
    const write = (text: string) => withPrincipal(test.database, system, (manager) => sqlOf(manager).query(text), { readOnly: true });

    await expect(write('DELETE FROM deadline')).rejects.toThrow('read-only transaction');
    await expect(write("SELECT set_config('transaction_read_only', 'off', true)")).rejects.toThrow('read-write mode');
  });
});

describe('sqlOf', () => {
  it('answers rows and counts for every kind of statement', async () => {
    const label = randomUUID().slice(0, 8);
    const results = await withPrincipal(test.database, system, async (manager) => {
      const sql = sqlOf(manager);
      const insert = 'INSERT INTO parcel (parcel_id, owner_id, company_id, label) VALUES ($1, $2, $3, $4)';
      return [
        await sql.query(insert, [randomUUID(), orion, acme, label]),
        await sql.query('UPDATE parcel SET label = $1 WHERE label = $1 RETURNING label', [label]),
        await sql.query('SELECT label FROM parcel WHERE label = $1', [label]),
        await sql.query('SELECT label FROM parcel WHERE false'),
      ];
    });

    expect(results).toEqual([
      { rows: [], rowCount: 1 },
      { rows: [{ label }], rowCount: 1 },
      { rows: [{ label }], rowCount: 1 },
      { rows: [], rowCount: 0 },
    ]);
  });

  it('hands values over in the types of the domain', async () => {
    const { rows } = await withPrincipal(test.database, system, (manager) =>
      sqlOf(manager).query(
        `SELECT 9007199254740993::int8 AS whole, '{9007199254740993,NULL}'::int8[] AS wholes, '2026-03-01'::date AS day,
                '{2026-03-01,NULL}'::date[] AS days, 0.10::numeric AS exact, 7::int4 AS small, '2026-03-01T09:30:00Z'::timestamptz AS at`,
      ),
    );

    expect(rows).toEqual([
      {
        whole: 9_007_199_254_740_993n,
        wholes: [9_007_199_254_740_993n, null],
        day: '2026-03-01',
        days: ['2026-03-01', null],
        exact: '0.10',
        small: 7,
        at: new Date('2026-03-01T09:30:00Z'),
      },
    ]);
  });

  it('keeps these types through an EntitySchema', async () => {
    const parcel: Parcel = {
      parcelId: randomUUID(),
      ownerId: nova,
      companyId: acme,
      label: 'typed',
      amountMinor: 9_007_199_254_740_993n,
      arrivesOn: '2026-03-01',
      sentAt: new Date('2026-03-01T09:30:00.123Z'),
    };

    const found = await withPrincipal(test.database, as(nova), async (manager) => {
      await manager.insert(ParcelTable, parcel);
      return manager.findOneBy(ParcelTable, { parcelId: parcel.parcelId });
    });

    expect(found).toEqual(parcel);
  });
});

describe('constraintOf', () => {
  it('names the violated constraint, through wrappers', async () => {
    const error: unknown = await withPrincipal(test.database, system, (manager) =>
      sqlOf(manager).query('UPDATE parcel SET label = $1', ['x'.repeat(21)]),
    ).catch((reason: unknown) => reason);

    expect(constraintOf(error)).toBe('label_of_few_letters');
    expect(constraintOf(new Error('wrapped', { cause: error }))).toBe('label_of_few_letters');
    expect(constraintOf(new Error('other'))).toBeNull();
  });
});

describe('openDatabase', () => {
  it('limits how long a statement may take', async () => {
    const [limits] = await test.database.app.query<Record<string, string>[]>(
      `SELECT current_setting('statement_timeout') AS statement, current_setting('lock_timeout') AS lock,
              current_setting('idle_in_transaction_session_timeout') AS idle, current_user AS role`,
    );

    expect(limits).toEqual({ statement: '5s', lock: '2s', idle: '10s', role: 'parcel_post_app' });
  });

  it('keeps a service out of another one’s schema', async () => {
    await test.query('CREATE SCHEMA elsewhere CREATE TABLE secret (id int)');

    await expect(test.database.worker.query('SELECT * FROM elsewhere.secret')).rejects.toThrow('permission denied for schema elsewhere');
  });
});
