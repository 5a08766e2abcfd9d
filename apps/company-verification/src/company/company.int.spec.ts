import { randomUUID } from 'node:crypto';
import { aPerson } from '@crossing/testkit';
import { aMember, details, expectKind, openNetwork, rita, type Network } from '../spec-network.ts';

const feePolicy = { chargesContributorsNothing: true, signedBy: 'Olga' };

describe('company', () => {
  let network: Network;
  beforeAll(async () => {
    network = await openNetwork();
  });
  afterAll(() => network.test.drop());

  describe('saveCompany', () => {
    it('makes the record before the event of its registration arrives', async () => {
      const companyId = randomUUID();

      const result = await network.app.useCases.saveCompany(aMember(companyId), { companyId, details, expectedVersion: null });

      expect(result).toMatchObject({
        kind: 'SaveCompanySuccess',
        company: { companyId, state: 'DRAFT', version: 2, legalName: 'Lantern Labs' },
      });
    });

    it('is for owners only', async () => {
      const companyId = randomUUID();
      const save = (role: 'RECRUITER' | 'OWNER', id = companyId) =>
        network.app.useCases.saveCompany(aMember(companyId, role), { companyId: id, details, expectedVersion: null });

      await expect(save('RECRUITER')).rejects.toMatchObject({ code: 'FORBIDDEN' });
      await expect(save('OWNER', randomUUID())).rejects.toMatchObject({ code: 'NOT_FOUND' });
    });

    it('names every broken rule at once', async () => {
      const companyId = randomUUID();
      const broken = { ...details, legalName: ' ', lei: '529900T8BM49AURSDO54', domains: ['co.uk', 'gmail.com'], paymentTermsDays: 31 };

      const result = await network.app.useCases.saveCompany(aMember(companyId), { companyId, details: broken, expectedVersion: null });

      const { issues } = expectKind(result, 'InvalidInput');
      expect(issues.map(({ path }) => path)).toEqual(['legalName', 'domains.0', 'domains.1', 'paymentTermsDays', 'lei']);
    });

    it('refuses an edit of a version that is gone', async () => {
      const companyId = randomUUID();
      const save = (expectedVersion: number | null) =>
        network.app.useCases.saveCompany(aMember(companyId), { companyId, details, expectedVersion });
      await save(null);
      await save(2);

      expect(await save(2)).toMatchObject({ kind: 'VersionConflict', version: 3 });
      expect(await save(null)).toMatchObject({ kind: 'VersionConflict', version: 3 });
    });
  });

  describe('submitCompany', () => {
    it('checks the fee policy and the LEI by rule, and tells the state', async () => {
      const before = (await network.events()).length;

      const { companyId } = await network.submittedCompany();

      const checks = await network.test.query<{ type: string; method: string; result: string }>(
        'SELECT type, method, result FROM company_verification.verification_check WHERE company_id = $1 ORDER BY type',
        [companyId],
      );
      expect(checks).toEqual([
        { type: 'FEE_POLICY', method: 'OFFLINE_RULE', result: 'PASS' },
        { type: 'LEI', method: 'OFFLINE_RULE', result: 'PASS' },
      ]);
      expect(await network.typesSince(before)).toEqual([
        'company-verification.company.check-completed.v1',
        'company-verification.company.check-completed.v1',
        'company-verification.company.submitted.v1',
        'company-verification.company.state.v1',
      ]);
    });

    it('takes no company that charges contributors', async () => {
      const companyId = randomUUID();
      const olga = aMember(companyId);
      await network.app.useCases.saveCompany(olga, { companyId, details, expectedVersion: null });

      const charging = { ...feePolicy, chargesContributorsNothing: false };
      const result = await network.app.useCases.submitCompany(olga, { companyId, expectedVersion: 2, feePolicy: charging });

      expect(expectKind(result, 'InvalidInput').issues).toMatchObject([{ path: 'feePolicy.chargesContributorsNothing' }]);
    });

    it('answers a repeated submission with its effect, and a stale one with the version that there is', async () => {
      const { companyId, olga, version } = await network.submittedCompany();
      const submit = (expectedVersion: number, signedBy = 'Olga') =>
        network.app.useCases.submitCompany(olga, { companyId, expectedVersion, feePolicy: { ...feePolicy, signedBy } });
      const before = (await network.events()).length;

      expect(await submit(version - 1)).toMatchObject({ kind: 'SubmitCompanySuccess', company: { state: 'SUBMITTED', version } });
      expect(await submit(version - 1, 'Otto')).toMatchObject({ kind: 'VersionConflict', version });
      expect(await submit(version - 2)).toMatchObject({ kind: 'VersionConflict', version });
      expect(await network.typesSince(before)).toEqual([]);
    });

    it('answers WrongState while a decision is awaited', async () => {
      const { companyId, olga, version } = await network.submittedCompany();

      const result = await network.app.useCases.submitCompany(olga, { companyId, expectedVersion: version, feePolicy });

      expect(result).toMatchObject({ kind: 'WrongState', state: 'SUBMITTED' });
    });
  });

  describe('onCompanyRegistered', () => {
    const registered = async (companyId: string, registeredBy: string) => {
      const [reaction] = network.app.reactions;
      const data = { companyId, registeredBy, registeredAt: '2026-03-02T08:00:00.000Z' };
      const event = { data, key: companyId, id: randomUUID(), sequence: 1n, time: new Date(0), cause: { correlationId: 'test' } };
      await network.app.uow.transact({ kind: 'system', name: 'test', correlationId: 'test' }, (tx) => reaction!.handle(tx, event));
    };

    it('makes a draft, once, and leaves a saved one alone but for its founder', async () => {
      const [companyId, saved, founder] = [randomUUID(), randomUUID(), randomUUID()];
      await network.app.useCases.saveCompany(aMember(saved), { companyId: saved, details, expectedVersion: null });

      for (const id of [companyId, companyId, saved]) await registered(id, founder);

      const rows = await network.test.query(
        'SELECT company_id, legal_name, registered_by, version FROM company_verification.company WHERE registered_by = $1 ORDER BY version',
        [founder],
      );
      expect(rows).toEqual([
        { company_id: companyId, legal_name: null, registered_by: founder, version: 1 },
        { company_id: saved, legal_name: 'Lantern Labs', registered_by: founder, version: 2 },
      ]);
    });

    it('lets the founder save what the event made', async () => {
      const companyId = randomUUID();
      await registered(companyId, randomUUID());

      const result = await network.app.useCases.saveCompany(aMember(companyId), { companyId, details, expectedVersion: null });

      expect(result.kind).toBe('SaveCompanySuccess');
    });

    it('keeps the founder from deciding, though no member any more', async () => {
      const { companyId, version } = await network.submittedCompany();
      const founder = aPerson({ staffRoles: ['TRUST_REVIEWER'] });
      await registered(companyId, founder.subject);

      const verdict = { outcome: 'REJECT', verifiedUntil: null, reasons: ['Because.'] } as const;
      const result = await network.app.useCases.decideCompany(founder, { companyId, expectedVersion: version, ...verdict });

      expect(result.kind).toBe('ConflictOfInterest');
    });
  });

  describe('companiesAwaitingDecision', () => {
    it('pages through what waits, longest first, without the reviewer’s own', async () => {
      const own = await network.submittedCompany();
      const reviewer = { ...rita, companies: [{ id: own.companyId, role: 'VIEWER' as const }] };
      const list = network.app.useCases.listCompaniesAwaitingDecision;

      const all = await list(reviewer, { first: 100, after: null });
      const first = await list(reviewer, { first: 1, after: null });
      const after = JSON.parse(Buffer.from(first.pageInfo.endCursor!, 'base64url').toString()) as string[];
      const second = await list(reviewer, { first: 1, after });

      const ids = all.edges.map(({ node }) => node.companyId);
      expect(ids).not.toContain(own.companyId);
      expect([first, second].map(({ edges }) => edges[0]!.node.companyId)).toEqual(ids.slice(0, 2));
      await expect(list(aPerson(), { first: 1, after: null })).rejects.toMatchObject({ code: 'FORBIDDEN' });
    });
  });
});
