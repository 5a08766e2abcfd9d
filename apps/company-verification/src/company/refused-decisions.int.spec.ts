import { randomUUID } from 'node:crypto';
import { aMember, details, expectKind, openNetwork, rita, type Network } from '../spec-network.ts';

describe('what does not fit the state of a company', () => {
  let network: Network;
  beforeAll(async () => {
    network = await openNetwork();
  });
  afterAll(() => network.test.drop());

  /** A reviewer who is a member of the company. */
  const insider = (companyId: string) => ({ ...rita, companies: [{ id: companyId, role: 'VIEWER' as const }] });
  const standing = (companyId: string, expectedVersion: number, reason = 'Seen.') => ({ companyId, expectedVersion, reason });
  const snapshot = async (companyId: string) =>
    (await network.test.query('SELECT * FROM company_verification.company WHERE company_id = $1', [companyId]))[0];

  it('is not saved while a decision is awaited, nor once it is verified', async () => {
    const [submitted, verified] = [await network.submittedCompany(), await network.verifiedCompany()];
    const save = ({ companyId, olga, version }: typeof submitted) =>
      network.app.useCases.saveCompany(olga, { companyId, details, expectedVersion: version });

    expect(await save(submitted)).toMatchObject({ kind: 'WrongState', state: 'SUBMITTED' });
    expect(await save(verified)).toMatchObject({ kind: 'WrongState', state: 'VERIFIED' });
  });

  it('is not decided about before it is submitted, nor turned down once it is verified', async () => {
    const { companyId, version } = await network.verifiedCompany();
    const before = await snapshot(companyId);
    const verdict = { outcome: 'REJECT', verifiedUntil: null, reasons: ['No.'] } as const;

    const result = await network.app.useCases.decideCompany(rita, { companyId, expectedVersion: version, ...verdict });

    expect(result).toMatchObject({ kind: 'WrongState', state: 'VERIFIED' });
    expect(await snapshot(companyId)).toEqual(before);
  });

  it('has no checks recorded while it is a draft', async () => {
    const companyId = randomUUID();
    await network.app.useCases.saveCompany(aMember(companyId), { companyId, details, expectedVersion: null });

    const check = { companyId, type: 'VAT', result: 'PASS', note: 'Seen.', expiresAt: null } as const;

    expect(await network.app.useCases.recordCheck(rita, check)).toMatchObject({ kind: 'WrongState', state: 'DRAFT' });
  });

  it('is not suspended by a member, without a reason, or before it is verified', async () => {
    const { suspendCompany } = network.app.useCases;
    const [submitted, verified] = [await network.submittedCompany(), await network.verifiedCompany()];
    const { companyId, version } = verified;
    const before = await snapshot(companyId);

    expect((await suspendCompany(insider(companyId), standing(companyId, version))).kind).toBe('ConflictOfInterest');
    const unreasoned = expectKind(await suspendCompany(rita, standing(companyId, version, ' ')), 'InvalidInput');
    const early = await suspendCompany(rita, standing(submitted.companyId, submitted.version));

    expect(unreasoned.issues).toMatchObject([{ path: 'reason', rule: 'min-length' }]);
    expect(early).toMatchObject({ kind: 'WrongState', state: 'SUBMITTED' });
    expect(await snapshot(companyId)).toEqual(before);
  });

  it('is not reinstated by a member, or without a reason', async () => {
    const { suspendCompany, liftCompanySuspension } = network.app.useCases;
    const { companyId, version } = await network.verifiedCompany();
    await suspendCompany(rita, standing(companyId, version));

    const byMember = await liftCompanySuspension(insider(companyId), standing(companyId, version + 1));
    const unreasoned = await liftCompanySuspension(rita, standing(companyId, version + 1, 'x'.repeat(1001)));

    expect(byMember.kind).toBe('ConflictOfInterest');
    expect(expectKind(unreasoned, 'InvalidInput').issues).toMatchObject([{ path: 'reason', rule: 'max-length' }]);
    expect(await snapshot(companyId)).toMatchObject({ state: 'SUSPENDED' });
  });
});
