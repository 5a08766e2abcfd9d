import { randomUUID } from 'node:crypto';
import { aPerson, aSystem, emittedBy } from '@crossing/testkit';
import { identityOnDatabase, registration, type IdentityOnDatabase } from '../spec-identity.ts';
import { registerCompany } from './register-company.ts';
import { removeMemberByOperator } from './remove-member-by-operator.ts';

describe('registerCompany', () => {
  let world: IdentityOnDatabase;
  let register: ReturnType<typeof registerCompany>;
  beforeAll(async () => {
    world = await identityOnDatabase();
    register = registerCompany(world.deps);
  });
  afterAll(() => world.test.drop());

  it('makes the founder its first owner and announces both', async () => {
    const founder = aPerson();

    const result = await register(founder, { name: '  Lantern Labs ' });

    const { companyId } = result as { companyId: string };
    expect((await emittedBy(world.test, 'identity')).filter(({ key }) => key === companyId)).toMatchObject([
      { type: 'identity.company.registered.v1', data: { registeredBy: founder.subject } },
      { type: 'identity.membership.changed.v1', data: { subjectRef: founder.subject, role: 'OWNER', status: 'ACTIVE' } },
    ]);
    expect(JSON.stringify(await emittedBy(world.test, 'identity'))).not.toContain('Lantern');
  });

  it('registers one company for one key, ten times at once; another name under the key is a conflict', async () => {
    const founder = aPerson();

    const results = await Promise.all(Array.from({ length: 10 }, () => register(founder, { name: 'Once', idempotencyKey: 'k' })));

    expect(new Set(results.map((result) => (result as { companyId: string }).companyId)).size).toBe(1);
    await expect(register(founder, { name: 'Twice', idempotencyKey: 'k' })).rejects.toMatchObject({ code: 'IDEMPOTENCY_CONFLICT' });
    expect((await register(aPerson(), { name: 'Once', idempotencyKey: 'k' })).kind).toBe('RegisterCompanySuccess');
  });

  it.each(['', ' ', 'x', 'x'.repeat(201), 'a\0b', '\udfff'])('takes %j for no name', async (name) => {
    expect(await register(aPerson(), { name })).toMatchObject({ kind: 'InvalidInput', issues: [{ path: 'name' }] });
  });

  it('shows a membership to its holder and to the company’s members only', async () => {
    const founder = aPerson();
    await register(founder, { name: 'Seen by few' });
    const seenBy = (subject: string) => world.deps.read(aPerson({ subject }), ({ companies }) => companies.membershipsOf(founder.subject));

    expect(await seenBy(founder.subject)).toHaveLength(1);
    expect(await seenBy(randomUUID())).toEqual([]);
  });

  it('keeps an owner in every company', async () => {
    await world.register({ kind: 'anonymous', correlationId: 'test' }, registration('owner@example.org'));
    const [account] = await world.test.query<{ subject_ref: string }>(
      "SELECT subject_ref FROM identity.account WHERE email = 'owner@example.org'",
    );
    const { companyId } = (await register(aPerson({ subject: account!.subject_ref }), { name: 'Owned' })) as { companyId: string };

    expect(await removeMemberByOperator(world.deps)(aSystem('operator'), { companyId, email: 'owner@example.org' })).toBe('last-owner');
  });
});
