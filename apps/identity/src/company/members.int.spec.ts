import { randomUUID } from 'node:crypto';
import type { Person } from '@crossing/subgraph';
import { aPerson, emittedBy } from '@crossing/testkit';
import { companiesOn } from '../spec-company.ts';
import { identityOnDatabase, type IdentityOnDatabase } from '../spec-identity.ts';

const firstPage = { first: 20, after: null };
const kindOf = (settled: PromiseSettledResult<{ readonly kind: string }>) =>
  settled.status === 'fulfilled' ? settled.value.kind : (settled.reason as { code: string }).code;

describe('the members of a company', () => {
  let world: IdentityOnDatabase;
  let org: ReturnType<typeof companiesOn>;
  beforeAll(async () => {
    world = await identityOnDatabase();
    org = companiesOn(world);
  });
  afterAll(() => world.test.drop());

  /** A company of two owners. */
  async function twoOwners(name: string) {
    const { companyId, owner } = await org.founded(`${name}-a@example.org`);
    const other = await org.joined(owner, companyId, `${name}-b@example.org`, 'OWNER');
    const idOf = async (person: Person) => (await org.membershipOf(companyId, person))!.membershipId;
    return { companyId, owner, other, ids: { owner: await idOf(owner), other: await idOf(other) } };
  }
  const ownersOf = async (companyId: string) =>
    (await world.test.query(`SELECT 1 FROM identity.company_membership WHERE company_id = $1 AND role = 'OWNER'`, [companyId])).length;

  it('are listed to each other, longest first and page by page, and to nobody else', async () => {
    const { companyId, owner, other } = await twoOwners('list');
    const page = (await org.listMembers(other, companyId, { first: 1, after: null }))!;
    const rest = (await org.listMembers(other, companyId, {
      first: 1,
      after: JSON.parse(Buffer.from(page.pageInfo.endCursor!, 'base64url').toString()) as string[],
    }))!;

    expect(page).toMatchObject({
      edges: [{ node: { subjectRef: owner.subject, email: 'list-a@example.org', role: 'OWNER' } }],
      pageInfo: { hasNextPage: true },
    });
    expect(rest).toMatchObject({ edges: [{ node: { subjectRef: other.subject } }], pageInfo: { hasNextPage: false } });
    expect(await org.listMembers(aPerson(), companyId, firstPage)).toBeNull();
  });

  it('get another role, which is announced once', async () => {
    const { companyId, owner, other, ids } = await twoOwners('role');

    expect(await org.changeMemberRole(owner, { membershipId: ids.other, role: 'FINANCE' })).toMatchObject({
      kind: 'ChangeMemberRoleSuccess',
      member: { role: 'FINANCE', email: 'role-b@example.org' },
    });
    expect((await org.changeMemberRole(owner, { membershipId: ids.other, role: 'FINANCE' })).kind).toBe('ChangeMemberRoleSuccess');
    const told = (await emittedBy(world.test, 'identity')).filter(
      ({ key, data }) => key === companyId && (data as { role?: string }).role === 'FINANCE',
    );
    expect(told).toMatchObject([{ data: { subjectRef: other.subject, status: 'ACTIVE' } }]);
    // The token of a moment ago still says OWNER; the row decides.
    await expect(org.removeMember(other, { membershipId: ids.owner })).rejects.toMatchObject({ code: 'FORBIDDEN' });
  });

  it.each([
    ['removing', 'removeMember', (id: string) => ({ membershipId: id })],
    ['demoting', 'changeMemberRole', (id: string) => ({ membershipId: id, role: 'VIEWER' as const })],
  ] as const)(
    'keep an owner when two are %s each other at the same time',
    async (_what, action, request) => {
      for (let round = 0; round < 10; round += 1) {
        const { companyId, owner, other, ids } = await twoOwners(`${action.toLowerCase()}-${round}`);
        const attempt = (who: Person, id: string) => org[action](who, request(id) as never) as Promise<{ readonly kind: string }>;

        const kinds = (await Promise.allSettled([attempt(owner, ids.other), attempt(other, ids.owner)])).map(kindOf);

        expect(kinds.filter((kind) => kind.endsWith('Success'))).toHaveLength(1);
        expect(kinds.filter((kind) => ['NOT_FOUND', 'FORBIDDEN'].includes(kind))).toHaveLength(1);
        expect(await ownersOf(companyId)).toBe(1);
      }
    },
    60_000,
  );

  it('keep an owner when all of them leave at the same time', async () => {
    for (let round = 0; round < 10; round += 1) {
      const { companyId, owner, other } = await twoOwners(`leave-${round}`);

      const kinds = (await Promise.allSettled([org.leaveCompany(owner, { companyId }), org.leaveCompany(other, { companyId })])).map(
        kindOf,
      );

      expect(kinds.toSorted()).toEqual(['LastOwner', 'LeaveCompanySuccess']);
      expect(await ownersOf(companyId)).toBe(1);
    }
  }, 60_000);

  it('keep their last owner, who is told', async () => {
    const { companyId, owner, other, ids } = await twoOwners('last');
    await org.leaveCompany(other, { companyId });
    const lastOwner = { kind: 'LastOwner', companies: [{ companyId }] };

    expect(await org.leaveCompany(owner, { companyId })).toMatchObject(lastOwner);
    expect(await org.removeMember(owner, { membershipId: ids.owner })).toMatchObject(lastOwner);
    expect(await org.changeMemberRole(owner, { membershipId: ids.owner, role: 'VIEWER' })).toMatchObject(lastOwner);
    await expect(org.leaveCompany(other, { companyId })).rejects.toMatchObject({ code: 'NOT_FOUND' });
  });

  it('of another company are not there', async () => {
    const { ids } = await twoOwners('theirs');
    const { owner: stranger } = await org.founded('stranger@example.org');

    for (const membershipId of [ids.owner, randomUUID()]) {
      await expect(org.removeMember(stranger, { membershipId })).rejects.toMatchObject({
        code: 'NOT_FOUND',
        message: 'No member with this id, or you have no access to it.',
      });
      await expect(org.changeMemberRole(stranger, { membershipId, role: 'VIEWER' })).rejects.toMatchObject({ code: 'NOT_FOUND' });
    }
  });
});
