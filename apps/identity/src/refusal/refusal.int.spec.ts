import { anonymous, aSystem } from '@crossing/testkit';
import { identityOnDatabase, PASSWORD, type IdentityOnDatabase } from '../spec-identity.ts';
import { recordRefusals } from './record-refusals.ts';
import { reportedBatch } from './refusal.ts';

let world: IdentityOnDatabase;
beforeAll(async () => {
  world = await identityOnDatabase();
});
afterAll(() => world.test.drop());

describe('refusals', () => {
  it('of sign-ins are counted by account and reason, with no address', async () => {
    const { subjectRef } = await world.confirmedAccount('nova@refused.example');
    for (const password of ['one', 'two', 'three']) await world.attempt('nova@refused.example', password);
    await world.attempt('nobody@refused.example', PASSWORD);
    for (let more = 0; more < 4; more++) await world.attempt('nova@refused.example', 'four');

    await recordRefusals(world.deps)(anonymous, world.refusals.take()!);

    const rows = await world.test.query(
      `SELECT actor_ref, aggregate_id, detail FROM identity.audit_entry WHERE action = 'session.refused' ORDER BY detail->>'reason'`,
    );
    expect(rows).toEqual([
      { actor_ref: 'anonymous', aggregate_id: 'unknown', detail: { reason: 'too-many-attempts', count: 2 } },
      { actor_ref: 'anonymous', aggregate_id: 'unknown', detail: { reason: 'unknown-address', count: 1 } },
      { actor_ref: 'anonymous', aggregate_id: subjectRef, detail: { reason: 'wrong-password', count: 5 } },
    ]);
  });

  it('of people who cannot prove that it is them bear their name', async () => {
    const { subjectRef } = await world.confirmedAccount('olga@refused.example');
    const olga = await world.signedIn('olga@refused.example');

    await world.accounts.changePassword(olga, { currentPassword: 'wrong', newPassword: PASSWORD });

    expect(world.refusals.take()?.counts).toMatchObject([{ actor: subjectRef, action: 'account.proof-refused', reason: 'wrong-password' }]);
  });

  it('beyond what is told apart are one entry with their number', async () => {
    await recordRefusals(world.deps)(aSystem(), { counts: [], uncounted: 99_800 });

    expect(await world.test.query(`SELECT detail FROM identity.audit_entry WHERE action = 'refusals.uncounted'`)).toEqual([
      { detail: { reason: 'FLOOD', count: 99_800 } },
    ]);
  });

  const reported = {
    ...{
      actor: 'anonymous',
      action: 'operation.refused',
      aggregate: 'operation',
      aggregateId: 'Mutation.signIn',
      reason: 'RATE_LIMITED',
      count: 2,
    },
  };
  it.each<[string, unknown]>([
    ['another action', { counts: [{ ...reported, action: 'account.role-granted' }], uncounted: 0 }],
    ['a text for a name', { counts: [{ ...reported, aggregateId: 'nova@refused.example' }], uncounted: 0 }],
    ['a count that is none', { counts: [{ ...reported, count: -1 }], uncounted: 0 }],
    ['too many kinds', { counts: Array.from({ length: 201 }, () => reported), uncounted: 0 }],
    ['nothing', null],
  ])('are not taken from the gateway with %s', (_what, body) => {
    expect(reportedBatch(body)).toBeNull();
    expect(reportedBatch({ counts: [reported], uncounted: 0 })).not.toBeNull();
  });
});
