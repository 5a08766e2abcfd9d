import { aPerson, aReviewer } from '@crossing/testkit';
import { expectKind, openNetwork, rita, type Network } from '../spec-network.ts';

const DAY = 86_400_000;

describe('the standing of a company', () => {
  let network: Network;
  beforeAll(async () => {
    network = await openNetwork();
  });
  afterAll(() => network.test.drop());

  const stateOf = async (companyId: string) =>
    (await network.test.query<{ state: string }>('SELECT state FROM company_verification.company WHERE company_id = $1', [companyId]))[0]!
      .state;
  const publicationOf = async (opportunityId: string) =>
    (
      await network.test.query<{ publication: string }>(
        'SELECT publication FROM company_verification.opportunity WHERE opportunity_id = $1',
        [opportunityId],
      )
    )[0]!.publication;
  const verifiedUntil = (days: number) => new Date(network.time.clock().getTime() + days * DAY);
  const decide = (companyId: string, expectedVersion: number, until: Date | null = verifiedUntil(365), reviewer = rita) =>
    network.app.useCases.decideCompany(reviewer, { companyId, expectedVersion, outcome: 'VERIFY', verifiedUntil: until, reasons: [] });

  describe('decideCompany', () => {
    it('names the checks that are missing, failed, waived where that is not possible, or too old', async () => {
      const { companyId, version } = await network.submittedCompany();
      const record = (
        type: 'LEGAL_REGISTRY' | 'DOMAIN_CONTROL' | 'LEI',
        result: 'PASS' | 'FAIL' | 'WAIVED',
        expiresAt: Date | null = null,
      ) => network.app.useCases.recordCheck(rita, { companyId, type, result, note: 'Seen.', expiresAt });
      await record('LEGAL_REGISTRY', 'PASS', verifiedUntil(1));
      await record('LEI', 'FAIL');
      const waived = await record('DOMAIN_CONTROL', 'WAIVED');
      network.time.advance(2 * DAY);

      const result = await decide(companyId, version);

      expect(waived.kind).toBe('InvalidInput');
      expect(expectKind(result, 'ChecksOutstanding').missing).toEqual(['LEGAL_REGISTRY', 'DOMAIN_CONTROL', 'SANCTIONS_SCREENING', 'LEI']);
      expect(await stateOf(companyId)).toBe('SUBMITTED');
    });

    it('verifies until a date in the next two years', async () => {
      const { companyId, version } = await network.submittedCompany();
      await network.passChecks(companyId);

      for (const until of [null, verifiedUntil(0), verifiedUntil(800)])
        expect((await decide(companyId, version, until)).kind).toBe('InvalidInput');
      const before = (await network.events()).length;
      const verified = await decide(companyId, version);

      expect(expectKind(verified, 'DecideCompanySuccess').company).toMatchObject({ state: 'VERIFIED', version: version + 1 });
      expect(await network.typesSince(before)).toEqual([
        'company-verification.company.verified.v1',
        'company-verification.company.state.v1',
      ]);
      expect(await decide(companyId, version)).toEqual(verified);
      expect(await decide(companyId, version, verifiedUntil(364))).toMatchObject({ kind: 'VersionConflict', version: version + 1 });
      expect(await decide(companyId, version, verifiedUntil(365), aReviewer())).toMatchObject({ kind: 'VersionConflict' });
      expect(await network.typesSince(before)).toHaveLength(2);
    });

    it('is not for members', async () => {
      const { companyId, version } = await network.submittedCompany();
      const member = { ...rita, companies: [{ id: companyId, role: 'VIEWER' as const }] };

      const results = [
        await decide(companyId, version, verifiedUntil(1), member),
        await network.app.useCases.recordCheck(member, { companyId, type: 'VAT', result: 'PASS', note: 'Seen.', expiresAt: null }),
      ];

      expect(results.map(({ kind }) => kind)).toEqual(['ConflictOfInterest', 'ConflictOfInterest']);
      await expect(decide(companyId, version, verifiedUntil(1), aPerson())).rejects.toMatchObject({ code: 'FORBIDDEN' });
    });

    it('asks for information with reasons, which the company answers by saving and submitting again', async () => {
      const { companyId, olga, version } = await network.submittedCompany();
      const ask = (reasons: string[]) =>
        network.app.useCases.decideCompany(rita, {
          ...{ companyId, expectedVersion: version },
          ...{ outcome: 'REQUEST_INFORMATION', verifiedUntil: null, reasons },
        });

      expect((await ask([])).kind).toBe('InvalidInput');
      const asked = expectKind(await ask(['Which register?']), 'DecideCompanySuccess').company;
      const again = await network.app.useCases.submitCompany(olga, {
        ...{ companyId, expectedVersion: asked.version! },
        feePolicy: { chargesContributorsNothing: true, signedBy: 'Olga' },
      });

      expect(asked).toMatchObject({ state: 'INFORMATION_REQUESTED', reasons: ['Which register?'] });
      expect(expectKind(again, 'SubmitCompanySuccess').company.state).toBe('SUBMITTED');
    });
  });

  describe('suspendCompany and liftCompanySuspension', () => {
    it('hold what is published in the same transaction, and release exactly that', async () => {
      const { companyId, olga, version } = await network.verifiedCompany();
      const opportunityId = await network.published(olga);
      const paused = await network.published(olga);
      await network.app.useCases.pauseOpportunity(olga, { opportunityId: paused });
      const standing = { companyId, reason: 'Seen by the test.' };

      const suspended = await network.app.useCases.suspendCompany(rita, { ...standing, expectedVersion: version });
      const [heldAs, pausedAs] = [await publicationOf(opportunityId), await publicationOf(paused)];
      const resumed = await network.app.useCases.resumeOpportunity(olga, { opportunityId: paused });
      const before = (await network.events()).length;
      const lifted = await network.app.useCases.liftCompanySuspension(rita, { ...standing, expectedVersion: version + 1 });

      expect(suspended).toMatchObject({ kind: 'SuspendCompanySuccess', heldOpportunities: 1, company: { state: 'SUSPENDED' } });
      expect([heldAs, pausedAs]).toEqual(['HELD', 'PAUSED']);
      expect(resumed).toMatchObject({ kind: 'CompanyNotVerified', state: 'SUSPENDED' });
      expect(lifted).toMatchObject({ kind: 'LiftCompanySuspensionSuccess', releasedOpportunities: 1, company: { state: 'VERIFIED' } });
      expect([await publicationOf(opportunityId), await publicationOf(paused)]).toEqual(['PUBLISHED', 'PAUSED']);
      expect(await network.typesSince(before)).toEqual([
        'company-verification.opportunity.released.v1',
        'company-verification.opportunity.state.v1',
        'company-verification.company.reinstated.v1',
        'company-verification.company.state.v1',
      ]);
    });

    it('answer a repeated request with its effect, and another word with the version that there is', async () => {
      const { companyId, olga, version } = await network.verifiedCompany();
      await network.published(olga);
      const { suspendCompany, liftCompanySuspension } = network.app.useCases;
      const request = { companyId, reason: 'Seen.', expectedVersion: version };
      const suspended = await suspendCompany(rita, request);

      expect(await suspendCompany(rita, request)).toEqual(suspended);
      expect(await suspendCompany(rita, { ...request, reason: 'Heard.' })).toMatchObject({ kind: 'VersionConflict', version: version + 1 });
      const lift = { ...request, expectedVersion: version + 1 };
      await liftCompanySuspension(rita, lift);
      const again = await liftCompanySuspension(rita, lift);
      expect(again).toMatchObject({ kind: 'LiftCompanySuspensionSuccess', releasedOpportunities: 0, company: { version: version + 2 } });
      expect(await liftCompanySuspension(aReviewer(), lift)).toMatchObject({ kind: 'VersionConflict' });
      expect(await liftCompanySuspension(rita, { ...lift, expectedVersion: version + 2 })).toMatchObject({
        kind: 'WrongState',
        state: 'VERIFIED',
      });
      expect(await suspendCompany(rita, request)).toMatchObject({ kind: 'VersionConflict', version: version + 2 });
    });

    it('leave what has run out meanwhile where it is', async () => {
      const { companyId, olga, version } = await network.verifiedCompany({}, 10);
      const opportunityId = await network.published(olga);
      await network.app.useCases.suspendCompany(rita, { companyId, reason: 'Seen.', expectedVersion: version });
      network.time.advance(11 * DAY);

      const lifted = await network.app.useCases.liftCompanySuspension(rita, { companyId, reason: 'Seen.', expectedVersion: version + 1 });

      expect(lifted).toMatchObject({ releasedOpportunities: 0, company: { state: 'EXPIRED' } });
      expect(await publicationOf(opportunityId)).toBe('HELD');
    });
  });

  describe('deadlines', () => {
    it('make a verification due 30 days before its end, and expire it with everything published', async () => {
      const { companyId, olga, version, verifiedUntil: end } = await network.verifiedCompany({}, 40);
      const soon = new Date(end.getTime() - 5 * DAY).toISOString().slice(0, 10);
      const later = new Date(end.getTime() + 20 * DAY).toISOString().slice(0, 10);
      const opportunityId = await network.published(olga, { applyBy: later, startsOn: soon });
      network.time.advance(10 * DAY);
      await network.fireDeadlines();
      const due = await stateOf(companyId);
      network.time.set(end.toISOString());
      await network.fireDeadlines();

      expect(due).toBe('REVERIFICATION_DUE');
      expect([await stateOf(companyId), await publicationOf(opportunityId)]).toEqual(['EXPIRED', 'HELD']);

      const feePolicy = { chargesContributorsNothing: true, signedBy: 'Olga' };
      await network.app.useCases.submitCompany(olga, { companyId, expectedVersion: version + 2, feePolicy });
      const stale = await decide(companyId, version + 3);
      await network.passChecks(companyId);
      await decide(companyId, version + 3);

      expect(expectKind(stale, 'ChecksOutstanding').missing).toEqual(['LEGAL_REGISTRY', 'DOMAIN_CONTROL', 'SANCTIONS_SCREENING']);
      expect([await stateOf(companyId), await publicationOf(opportunityId)]).toEqual(['VERIFIED', 'PUBLISHED']);
    });

    it('close an opportunity after its last day for applications', async () => {
      const { olga } = await network.verifiedCompany();
      const today = network.time.clock().toISOString().slice(0, 10);
      const opportunityId = await network.published(olga, { applyBy: today, startsOn: today });
      await network.fireDeadlines();
      const stillOpen = await publicationOf(opportunityId);
      network.time.set(`${new Date(network.time.clock().getTime() + DAY).toISOString().slice(0, 10)}T00:00:00.000Z`);
      const before = (await network.events()).length;
      await network.fireDeadlines();

      expect([stillOpen, await publicationOf(opportunityId)]).toEqual(['PUBLISHED', 'EXPIRED']);
      expect(await network.typesSince(before)).toContain('company-verification.opportunity.expired.v1');
    });
  });
});
