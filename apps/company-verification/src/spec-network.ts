import { randomUUID, randomUUIDv7 } from 'node:crypto';
import { join } from 'node:path';
import { DAY, dateOf } from '@crossing/kernel';
import { aPerson, aReviewer, aSystem, emittedBy, frozenClock, testDatabase } from '@crossing/testkit';
import { createLogger, fireOne } from '@crossing/runtime';
import type { CompanyRole, Person } from '@crossing/subgraph';
import { createApp } from './app.ts';
import type { CompanyDetails } from './company/company.ts';
import { entities } from './entities.ts';
import type { StatedTerms } from './opportunity/check-terms.ts';
import type { Tx } from './unit-of-work.ts';
import { VETTING_ITEMS, type VettingFinding } from './vetting/vetting.ts';

/** When the specs play. */
export const START = '2026-03-02T09:00:00.000Z';

/** The app on a database and a clock of its own, with what people do in it. */
export async function openNetwork(config: Parameters<typeof createApp>[0]['config'] = { PAY_POLICY: null }) {
  const test = await testDatabase({ service: 'company-verification', migrationsDir: join(import.meta.dirname, '../migrations'), entities });
  const time = frozenClock(START);
  const app = createApp({ config, database: test.database, clock: time.clock, newId: () => randomUUIDv7(), committed: () => {} });
  const log = createLogger({ service: 'company-verification', level: 'silent' });
  const transact = <T>(work: (tx: Tx) => Promise<T>) => app.uow.transact(aSystem('deadlines'), work);
  return {
    ...actsOf(app, time),
    app,
    test,
    time,
    /** Every deadline that is due. */
    async fireDeadlines() {
      while (await fireOne<Tx>({ handlers: app.deadlines, transact, clock: time.clock, log })) continue;
    },
    events: () => emittedBy(test, 'company-verification'),
    /** The types of events since `n` of them were there. */
    typesSince: async (n: number) => (await emittedBy(test, 'company-verification')).slice(n).map(({ type }) => type),
  };
}

export type Network = Awaited<ReturnType<typeof openNetwork>>;

/** A member of the company. */
export const aMember = (companyId: string, role: CompanyRole = 'OWNER'): Person => aPerson({ companies: [{ id: companyId, role }] });

export const rita = aReviewer();
export const ruben = aReviewer();

export const details: CompanyDetails = {
  legalName: 'Lantern Labs',
  kind: 'AI_LAB',
  registrationCountry: 'DE',
  registrationNumber: 'HRB 100001',
  lei: 'ZZZZ00LANTERNLABS009',
  domains: ['lantern.example'],
  paymentTermsDays: 14,
};

export const terms: StatedTerms = {
  title: 'Swahili speech transcription labels',
  summary: 'Listen to short clips and correct what a model wrote down.',
  workType: 'DATA_ANNOTATION',
  judgmentActions: ['LABEL', 'REFINE'],
  domain: 'LANGUAGE',
  complexityTier: 1,
  seats: 2,
  hoursPerWeek: { min: 5, max: 15 },
  startsOn: '2026-03-02',
  applyBy: '2026-04-02',
  payModel: 'HOURLY',
  payMin: { amountMinor: 1600n, currency: 'USD' },
  payMax: { amountMinor: 2200n, currency: 'USD' },
  estimatedMinutesPerUnit: null,
  paymentTermsDays: 14,
  sensitiveContent: [],
  noticeDays: 7,
  requirements: [
    { anyOf: [{ kind: 'LANGUAGE', code: 'sw', minLevel: 'B2' }], legallyRequired: false, justification: null },
    { anyOf: [{ kind: 'COUNTRY', code: 'KE', minLevel: null }], legallyRequired: false, justification: null },
  ],
  supplyChain: [{ role: 'CONTRACTING_PARTY', disclosure: 'NAMED', name: 'Lantern Labs', sector: null, withheldReason: null }],
  intendedUse: 'Training and evaluation of a general-purpose language model.',
};

export const allPassed: readonly VettingFinding[] = VETTING_ITEMS.map((item) => ({ item, passed: true, note: '' }));

/** The result, which must be of this kind. */
export function expectKind<Result extends { readonly kind: string }, Kind extends Result['kind']>(
  result: Result,
  kind: Kind,
): Extract<Result, { kind: Kind }> {
  if (result.kind !== kind)
    throw new Error(
      `Expected ${kind}, got ${JSON.stringify(result, (_key, value: unknown) => (typeof value === 'bigint' ? String(value) : value))}`,
    );
  return result as Extract<Result, { kind: Kind }>;
}

function actsOf({ useCases }: ReturnType<typeof createApp>, time: { clock: () => Date; advance(ms: number): void }) {
  async function submittedCompany(given: Partial<CompanyDetails> = {}) {
    const companyId = randomUUID();
    const olga = aMember(companyId);
    const saved = await useCases.saveCompany(olga, { companyId, details: { ...details, ...given }, expectedVersion: null });
    const expectedVersion = expectKind(saved, 'SaveCompanySuccess').company.version!;
    const feePolicy = { chargesContributorsNothing: true, signedBy: 'Olga' };
    const submitted = await useCases.submitCompany(olga, { companyId, expectedVersion, feePolicy });
    return { companyId, olga, version: expectKind(submitted, 'SubmitCompanySuccess').company.version! };
  }
  async function passChecks(companyId: string) {
    for (const type of ['LEGAL_REGISTRY', 'DOMAIN_CONTROL', 'SANCTIONS_SCREENING'] as const)
      expectKind(
        await useCases.recordCheck(rita, { companyId, type, result: 'PASS', note: 'Seen.', expiresAt: null }),
        'RecordCheckSuccess',
      );
  }
  async function verifiedCompany(given: Partial<CompanyDetails> = {}, days = 365) {
    const { companyId, olga, version } = await submittedCompany(given);
    await passChecks(companyId);
    const verifiedUntil = new Date(time.clock().getTime() + days * DAY);
    const verdict = { outcome: 'VERIFY', verifiedUntil, reasons: [] } as const;
    const decided = await useCases.decideCompany(rita, { companyId, expectedVersion: version, ...verdict });
    return { companyId, olga, version: expectKind(decided, 'DecideCompanySuccess').company.version!, verifiedUntil };
  }
  async function draft(olga: Person, given: Partial<StatedTerms> = {}, opportunityId: string | null = null) {
    const request = { companyId: olga.companies[0]!.id, opportunityId, expectedVersion: null, idempotencyKey: null };
    const days = { startsOn: dateOf(time.clock()), applyBy: dateOf(new Date(time.clock().getTime() + 31 * DAY)) };
    const drafted = await useCases.draftOpportunity(olga, { ...request, terms: { ...terms, ...days, ...given } });
    return expectKind(drafted, 'DraftOpportunitySuccess').opportunity.opportunityId;
  }
  async function submitted(olga: Person, given: Partial<StatedTerms> = {}) {
    const opportunityId = await draft(olga, given);
    expectKind(await useCases.submitOpportunity(olga, { opportunityId, revision: 1 }), 'SubmitOpportunitySuccess');
    return opportunityId;
  }
  const approve = (reviewer: Person, opportunityId: string, revision = 1) =>
    useCases.decideOpportunity(reviewer, { opportunityId, revision, outcome: 'APPROVE', findings: allPassed, reasons: [] });
  async function approved(olga: Person, given: Partial<StatedTerms> = {}) {
    const opportunityId = await submitted(olga, given);
    if ((await approve(rita, opportunityId)).kind === 'SecondReviewNeeded') await approve(ruben, opportunityId);
    return opportunityId;
  }
  async function published(olga: Person, given: Partial<StatedTerms> = {}) {
    const opportunityId = await approved(olga, given);
    expectKind(await useCases.publishOpportunity(olga, { opportunityId, revision: 1 }), 'PublishOpportunitySuccess');
    return opportunityId;
  }
  return { submittedCompany, passChecks, verifiedCompany, draft, submitted, approve, approved, published };
}
