import { randomUUID, randomUUIDv7 } from 'node:crypto';
import { join } from 'node:path';
import { allContracts, CompanyState, OpportunityState, ProfileState, topicsOf, type EventContract } from '@crossing/contracts';
import { DAY } from '@crossing/kernel';
import { postgresLog } from '@crossing/messaging';
import { createLogger, fireOne, roleUrl } from '@crossing/runtime';
import type { CompanyRole, Person } from '@crossing/subgraph';
import { aPerson, aSystem, emittedBy, frozenClock, testDatabase, TEST_ROLE_SECRET } from '@crossing/testkit';
import { createApp } from './app.ts';
import { entities, type Tx } from './unit-of-work.ts';

/** When the specs play: a Monday. */
export const START = '2026-03-02T09:00:00.000Z';

/** Matching on a database, a bus and a clock of its own. */
export async function openMatching(config: Parameters<typeof createApp>[0]['config'] = { PAY_POLICY: null }) {
  const test = await testDatabase({ service: 'matching', migrationsDir: join(import.meta.dirname, '../migrations'), entities });
  const time = frozenClock(START);
  const log = createLogger({ service: 'matching', level: 'silent' });
  const url = roleUrl(test.url, { service: 'matching', secret: TEST_ROLE_SECRET, kind: 'worker' });
  const bus = await postgresLog({ url, adminUrl: test.url, log });
  await bus.ensureTopics(topicsOf(allContracts));
  const app = createApp({ config, database: test.database, clock: time.clock, newId: () => randomUUIDv7(), committed: () => {}, bus, log });
  const system = aSystem('matching.projection');
  const transact = <T>(work: (tx: Tx) => Promise<T>) => app.uow.transact(system, work);
  let sequence = 0n;

  /** A state arrives, as the consumer would apply it; null is its tombstone. */
  async function arrives<Data>(contract: EventContract<Data>, key: string, data: Data | null): Promise<void> {
    const reaction = app.projections.find((projection) => projection.contract.name === contract.name)!;
    sequence += 1n;
    const event = { key, id: randomUUIDv7(), sequence, time: time.clock(), cause: system, data: data && contract.parse(data) };
    await transact((tx) => reaction.handle(tx, event));
  }

  return {
    ...app.useCases,
    app,
    test,
    time,
    bus,
    arrives,
    profileArrives: (given: Partial<ProfileState> = {}) => {
      const data = { ...nova(time.clock()), ...given };
      return arrives(ProfileState, data.contributorId, data);
    },
    companyArrives: (given: Partial<CompanyState> & { readonly companyId: string }) =>
      arrives(CompanyState, given.companyId, { ...lantern(time.clock()), ...given }),
    opportunityArrives: (given: Partial<OpportunityState> & Pick<OpportunityState, 'opportunityId' | 'companyId'>) =>
      arrives(OpportunityState, given.opportunityId, { ...transcription(time.clock()), ...given }),
    /** Every deadline that is due. */
    async fireDeadlines() {
      while (await fireOne<Tx>({ handlers: app.deadlines, transact, clock: time.clock, log })) continue;
    },
    events: () => emittedBy(test, 'matching'),
    /** The types of events since `n` of them were there, without the service's name. */
    typesSince: async (n: number) => (await emittedBy(test, 'matching')).slice(n).map(({ type }) => type.replace(/^matching\.|\.v1$/g, '')),
    async close() {
      await bus.close();
      await test.drop();
    },
  };
}

export type Matching = Awaited<ReturnType<typeof openMatching>>;

/** A member of the company. */
export const aMember = (companyId: string, role: CompanyRole = 'RECRUITER'): Person => aPerson({ companies: [{ id: companyId, role }] });

const nova = (now: Date): ProfileState => ({
  contributorId: randomUUID(),
  version: 3,
  state: 'ACTIVE',
  countryOfResidence: 'KE',
  timeZone: 'Africa/Nairobi',
  languages: [{ tag: 'sw-KE', native: true, listening: null, reading: null, speaking: null, writing: null }],
  professions: [],
  domains: ['LANGUAGE'],
  contentOptIns: [],
  tiers: [{ domain: 'ANY', tier: 1 }],
  verifiedClaims: [],
  visibility: 'MATCHING_ONLY',
  confirmedAt: now.toISOString(),
});

const lantern = (now: Date): CompanyState => ({
  companyId: randomUUID(),
  version: 1,
  kind: 'AI_LAB',
  state: 'VERIFIED',
  verifiedUntil: new Date(now.getTime() + 365 * DAY).toISOString(),
  paymentTermsDays: 14,
  legalName: 'Lantern Labs',
});

/** Terms that Nova meets: 12.00 to 20.00 USD an hour, 5 to 20 hours a week, 2 seats. */
export const terms: OpportunityState['terms'] = {
  workType: 'DATA_ANNOTATION',
  domain: 'LANGUAGE',
  complexityTier: 1,
  seats: 2,
  hoursPerWeek: { min: 5, max: 20 },
  startsOn: '2026-03-02',
  applyBy: '2026-04-30',
  payModel: 'HOURLY',
  payMin: { amountMinor: '1200', currency: 'USD' },
  payMax: { amountMinor: '2000', currency: 'USD' },
  estimatedMinutesPerUnit: null,
  paymentTermsDays: 14,
  noticeDays: 7,
  sensitiveContent: [],
  requirements: [{ key: 'language', anyOf: [{ kind: 'LANGUAGE', code: 'sw', minLevel: 'B2' }], legallyRequired: false }],
};

const transcription = (now: Date): OpportunityState => ({
  opportunityId: randomUUID(),
  companyId: randomUUID(),
  version: 1,
  publication: 'PUBLISHED',
  revision: 1,
  title: 'Swahili speech transcription labels',
  terms,
  companyVerifiedUntil: new Date(now.getTime() + 365 * DAY).toISOString(),
  publishedAt: now.toISOString(),
});

/** The result, which must be of this kind. */
export function expectKind<Result extends { readonly kind: string }, Kind extends Result['kind']>(
  result: Result,
  kind: Kind,
): Extract<Result, { kind: Kind }> {
  const text = JSON.stringify(result, (_key, value: unknown) => (typeof value === 'bigint' ? String(value) : value));
  if (result.kind !== kind) throw new Error(`Expected ${kind}, got ${text}`);
  return result as Extract<Result, { kind: Kind }>;
}
