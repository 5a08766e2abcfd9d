import { randomUUID } from 'node:crypto';
import { DAY } from '@crossing/kernel';
import type { Person } from '@crossing/subgraph';
import { aPerson, emittedBy } from '@crossing/testkit';
import { companiesOn } from '../spec-company.ts';
import { identityOnDatabase, type IdentityOnDatabase } from '../spec-identity.ts';
import type { AcceptInvitationResult } from './accept-invitation.ts';

const firstPage = { first: 20, after: null };
const NOT_FOUND = expect.objectContaining({ code: 'NOT_FOUND' });
const outcome = (result: AcceptInvitationResult) => (result.kind === 'InvitationNotOpen' ? result.reason : result.kind);

describe('an invitation', () => {
  let world: IdentityOnDatabase;
  let org: ReturnType<typeof companiesOn>;
  let unbounded: ReturnType<typeof companiesOn>;
  let companyId: string;
  let owner: Person;
  beforeAll(async () => {
    world = await identityOnDatabase();
    org = companiesOn(world);
    unbounded = companiesOn(world, { perCompanyAndHour: 99, perAddressAndHour: 99 });
    ({ companyId, owner } = await org.founded('olga@example.org'));
  });
  afterAll(() => world.test.drop());

  const accept = async (email: string, token: string) => outcome(await org.acceptInvitation(await org.person(email), { token }));

  it('brings in whoever registers with its address afterwards', async () => {
    const sent = await org.invite(owner, companyId, ' Nova@Example.org ', 'FINANCE');
    const token = await world.tokenTo('nova@example.org');
    await world.confirmedAccount('nova@example.org');

    expect(sent).toMatchObject({ email: 'nova@example.org', role: 'FINANCE', state: 'PENDING' });
    expect(await accept('nova@example.org', token)).toBe('AcceptInvitationSuccess');

    const nova = await org.person('nova@example.org');
    expect(await org.membershipOf(companyId, nova)).toMatchObject({ role: 'FINANCE' });
    const changes = (await emittedBy(world.test, 'identity')).filter(({ type }) => type === 'identity.membership.changed.v1');
    expect(changes.at(-1)).toMatchObject({ key: companyId, data: { subjectRef: nova.subject, role: 'FINANCE', status: 'ACTIVE' } });
  });

  it('is accepted once, however many try at the same time', async () => {
    await world.confirmedAccount('twice@example.org');
    await org.invite(owner, companyId, 'twice@example.org');
    const token = await world.tokenTo('twice@example.org');
    const twice = await org.person('twice@example.org');

    // Connections that are open already: otherwise the first is through before the others have connected.
    await Promise.all(Array.from({ length: 20 }, () => world.test.database.worker.query('SELECT pg_sleep(0.2)')));
    const results = await Promise.all(Array.from({ length: 20 }, () => org.acceptInvitation(twice, { token })));

    expect(results.map(outcome).toSorted()).toEqual(['AcceptInvitationSuccess', ...Array.from({ length: 19 }, () => 'USED')]);
    const joined = (await emittedBy(world.test, 'identity')).filter(
      ({ data }) => (data as { subjectRef?: string }).subjectRef === twice.subject,
    );
    expect(joined.filter(({ type }) => type === 'identity.membership.changed.v1')).toHaveLength(1);
  });

  it('says why a token lets nobody in', async () => {
    for (const name of ['late', 'back', 'other']) await world.confirmedAccount(`${name}@example.org`);
    const { invitationId } = await org.invite(owner, companyId, 'back@example.org');
    const back = await world.tokenTo('back@example.org');
    await org.invite(owner, companyId, 'late@example.org');
    const late = await world.tokenTo('late@example.org');

    expect(await accept('other@example.org', late)).toBe('OTHER_ADDRESS');
    expect(await accept('late@example.org', 'made-up')).toBe('UNKNOWN');
    expect(await org.revokeInvitation(owner, { invitationId })).toMatchObject({ kind: 'RevokeInvitationSuccess' });
    expect(await accept('back@example.org', back)).toBe('REVOKED');
    world.time.advance(8 * DAY);
    expect(await accept('late@example.org', late)).toBe('EXPIRED');
    expect(await accept('other@example.org', late)).toBe('OTHER_ADDRESS');
    expect(await org.membershipOf(companyId, await org.person('late@example.org'))).toBeNull();
  });

  it('is one an address; sent again it has another token and its full time', async () => {
    await world.confirmedAccount('again@example.org');
    const first = await org.invite(owner, companyId, 'again@example.org');
    const old = await world.tokenTo('again@example.org');

    expect(await org.inviteMember(owner, { companyId, email: 'again@example.org', role: 'OWNER' })).toMatchObject({
      kind: 'AlreadyInvited',
      invitation: { invitationId: first.invitationId, role: 'RECRUITER' },
    });
    world.time.advance(8 * DAY);
    expect(await org.resendInvitation(owner, { invitationId: first.invitationId })).toMatchObject({ kind: 'ResendInvitationSuccess' });
    expect(await accept('again@example.org', old)).toBe('UNKNOWN');
    expect(await accept('again@example.org', await world.tokenTo('again@example.org'))).toBe('AcceptInvitationSuccess');
    expect(await org.resendInvitation(owner, { invitationId: first.invitationId })).toMatchObject({
      kind: 'WrongState',
      state: 'ACCEPTED',
    });
    expect(await org.revokeInvitation(owner, { invitationId: first.invitationId })).toMatchObject({
      kind: 'WrongState',
      state: 'ACCEPTED',
    });
    expect((await unbounded.inviteMember(owner, { companyId, email: 'again@example.org', role: 'VIEWER' })).kind).toBe('AlreadyMember');
  });

  it('is one an address, of ten that are made at the same time', async () => {
    const make = () =>
      unbounded.inviteMember(owner, {
        companyId,
        email: 'ten@example.org',
        role: 'VIEWER',
      });

    const kinds = (await Promise.all(Array.from({ length: 10 }, make))).map(({ kind }) => kind);

    expect(kinds.toSorted()).toEqual([...Array.from({ length: 9 }, () => 'AlreadyInvited'), 'InviteMemberSuccess']);
    expect(await world.mailsTo('ten@example.org')).toHaveLength(1);
  });

  it('is mailed so often and no oftener', async () => {
    const { invitationId } = await org.invite(owner, companyId, 'flood@example.org');
    const again = () => org.resendInvitation(owner, { invitationId });

    expect([(await again()).kind, (await again()).kind]).toEqual(['ResendInvitationSuccess', 'ResendInvitationSuccess']);
    expect(await again()).toMatchObject({ kind: 'TooManyAttempts', retryAfterSeconds: expect.any(Number) as number });
    expect(await world.mailsTo('flood@example.org')).toHaveLength(3);
  });

  it('is an owner’s affair: for strangers it is not there, for other members forbidden', async () => {
    const rick = await org.joined(owner, companyId, 'rick@example.org', 'RECRUITER');
    const { invitationId } = await org.invite(owner, companyId, 'closed@example.org');
    const stranger = aPerson({ companies: [{ id: randomUUID(), role: 'OWNER' }] });
    const attempts = (who: Person) => [
      org.inviteMember(who, { companyId, email: 'x@example.org', role: 'OWNER' }),
      org.resendInvitation(who, { invitationId }),
      org.revokeInvitation(who, { invitationId }),
    ];

    for (const attempt of attempts(stranger)) await expect(attempt).rejects.toEqual(NOT_FOUND);
    for (const attempt of attempts(rick)) await expect(attempt).rejects.toMatchObject({ code: 'FORBIDDEN' });
    await expect(org.revokeInvitation(owner, { invitationId: randomUUID() })).rejects.toEqual(NOT_FOUND);
    expect(await org.listInvitations(rick, companyId, firstPage)).toBeNull();
    expect(await org.listInvitations(stranger, companyId, firstPage)).toBeNull();
    expect((await org.listInvitations(owner, companyId, firstPage))!.edges[0]).toMatchObject({ node: { email: 'closed@example.org' } });
    expect(await org.inviteMember(owner, { companyId, email: 'no address', role: 'OWNER' })).toMatchObject({ kind: 'InvalidInput' });
  });

  it('keeps no token, tells no address to events or the audit log, and one line of the company’s name to the mail', async () => {
    const { companyId: loud } = (await org.registerCompany(owner, { name: `Loud\n\nClick here ${'x'.repeat(150)}` })) as {
      companyId: string;
    };
    await org.invite(await org.person('olga@example.org', [loud, 'OWNER']), loud, 'private@example.org');
    const [mail] = await world.mailsTo('private@example.org');

    expect(mail!.data['company']).toMatch(/^Loud Click here x+…$/);
    expect(mail!.data['company']!.length).toBe(80);
    const kept = await world.test.query('SELECT * FROM identity.invitation');
    expect(JSON.stringify(kept)).not.toContain(mail!.data['token']);
    const told = [await emittedBy(world.test, 'identity'), await world.test.query('SELECT action, detail FROM identity.audit_entry')];
    expect(JSON.stringify(told, (_key, value: unknown) => (typeof value === 'bigint' ? String(value) : value))).not.toContain(
      '@example.org',
    );
  });
});
