import { randomUUIDv7 } from 'node:crypto';
import { join } from 'node:path';
import { readTypeDefs, subgraphSchema, type Caller } from '@crossing/subgraph';
import { aReviewer, frozenClock, testDatabase } from '@crossing/testkit';
import { graphql } from 'graphql';
import { createApp } from './app.ts';
import { saveProfile } from './profile/save-profile.ts';
import { submitProfile } from './profile/submit-profile.ts';
import { entities } from './unit-of-work.ts';
import { decideProfile } from './vetting/decide-profile.ts';
import { VETTING_CRITERIA, type Verdict } from './vetting/decision.ts';
import type { ProfileContent } from './profile/profile.ts';

/** For specs: contributor's use cases on a real database, without its processes. */
export async function contributorOnDatabase() {
  const test = await testDatabase({ service: 'contributor', migrationsDir: join(import.meta.dirname, '../migrations'), entities });
  const time = frozenClock('2026-02-01T09:00:00Z');
  const app = createApp({ database: test.database, clock: time.clock, newId: () => randomUUIDv7(), committed: () => {} });
  const deps = { ...app.uow, clock: time.clock };
  const save = saveProfile({ ...deps, exclusions: [] });
  const submit = submitProfile({ ...deps, exclusions: [] });
  const decide = decideProfile(deps);

  /** A profile that a reviewer has admitted; answers its version. */
  async function admitted(person: Caller & { readonly subject: string }, content: Partial<ProfileContent> = {}): Promise<number> {
    await save(person, { content: { ...nova, ...content }, discoveredThrough: 'SEARCH', expectedVersion: null });
    await submit(person, { expectedVersion: 1 });
    await decide(aReviewer(), { contributorId: person.subject, expectedVersion: 2, ...admit });
    return 3;
  }

  const schema = subgraphSchema(readTypeDefs(import.meta.dirname), app.resolvers);
  /** The data of an answer that has no errors. */
  async function ask(caller: Caller, source: string): Promise<unknown> {
    const { data, errors } = await graphql({ schema, source, contextValue: app.createContext(caller) });
    if (errors) throw errors[0]!.originalError ?? errors[0]!;
    return JSON.parse(JSON.stringify(data));
  }
  return { test, time, app, deps, save, submit, decide, admitted, ask };
}

export type ContributorOnDatabase = Awaited<ReturnType<typeof contributorOnDatabase>>;

/** What a careful newcomer says. */
export const nova: ProfileContent = {
  displayName: 'Nova Firstday',
  headline: 'Reads everything twice',
  countryOfResidence: 'KE',
  timeZone: 'Africa/Nairobi',
  languages: [{ tag: 'sw-KE', native: true, listening: null, reading: null, speaking: null, writing: null }],
  professions: [{ escoUri: 'http://data.europa.eu/esco/occupation/b06a1dde-e5a1-4219-9491-2bedd0282e4b', years: 2 }],
  domains: ['CONTENT_QUALITY.EDITING'],
  contentOptIns: [],
  visibility: 'MATCHING_ONLY',
};

/** A verdict that admits. */
export const admit: Verdict = {
  outcome: 'ADMIT',
  criteria: VETTING_CRITERIA.map((criterion) => ({ criterion, met: true, note: 'Seen.' })),
  reapplyAfter: null,
};
