import { randomUUID } from 'node:crypto';
import { frozenClock, testDatabase, type TestDatabase } from '@crossing/testkit';
import { audit } from './audit.ts';
import { sqlOf, withPrincipal } from './database.ts';

let test: TestDatabase;
beforeAll(async () => {
  test = await testDatabase({ service: 'identity' });
});
afterAll(() => test.drop());

describe('audit', () => {
  it('records who did what, when, by the domain’s clock', async () => {
    const { clock } = frozenClock('2026-03-01T09:30:00Z');
    const [actor, aggregateId] = [randomUUID(), randomUUID()];

    await withPrincipal(test.database, { kind: 'request', subject: actor, companyIds: [], staffRoles: [] }, (manager) =>
      audit(sqlOf(manager), { actor, clock }).record({
        action: 'profile.submitted',
        aggregate: 'profile',
        aggregateId,
        version: 3,
        detail: { outcome: 'ADMIT' },
      }),
    );

    expect(await test.query('SELECT * FROM identity.audit_entry')).toEqual([
      {
        seq: '1',
        at: clock(),
        actor_ref: actor,
        action: 'profile.submitted',
        aggregate: 'profile',
        aggregate_id: aggregateId,
        version: 3,
        detail: { outcome: 'ADMIT' },
      },
    ]);
  });

  it.each(['UPDATE audit_entry SET actor_ref = $1', 'DELETE FROM audit_entry WHERE actor_ref = $1'])(
    'lets nobody who serves %s',
    async (text) => {
      for (const source of [test.database.app, test.database.worker]) {
        await expect(source.query(text, ['somebody'])).rejects.toThrow('permission denied for table audit_entry');
      }
      await expect(test.database.app.query('TRUNCATE audit_entry')).rejects.toThrow('permission denied');
    },
  );
});
