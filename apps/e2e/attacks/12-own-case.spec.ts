import type { Actor } from '@crossing/tool-journey/actor.ts';
import { companies } from '@crossing/tool-journey/demo/companies.ts';
import { profiles } from '@crossing/tool-journey/demo/profiles.ts';
import { criteriaMet, manualChecks } from '@crossing/tool-journey/reviews.ts';
import { registerCompany, submitCompany, submitProfile } from '@crossing/tool-journey/stories.ts';
import { eventually } from '@crossing/tool-journey/graph-client.ts';
import { actor } from '@crossing/tool-journey/story.ts';
import { mutation, stage } from './stage.ts';

describe('a reviewer decides on no company that they belong to, and no case of their own', () => {
  const set = stage();
  const ruben: Actor = actor(set.story, 'ruben');

  async function refused(name: string, input: object): Promise<void> {
    const before = await set.events();
    const { data, errors } = await ruben.raw<Record<string, { __typename: string } | null>>(mutation(name), { input });

    const code = errors[0]?.extensions?.code ?? data?.[name]?.__typename;
    expect(code).toMatch(/^(NOT_FOUND|FORBIDDEN|ConflictOfInterest)$/);
    expect(await set.events()).toBe(before);
  }

  it('neither checks nor verifies nor sees in the queue their own company', async () => {
    const companyId = await registerCompany(ruben, 'Conflicted Reviews Ltd');
    const { version } = await eventually(
      'the company to be known where it is verified',
      () => submitCompany(ruben, companyId, { ...companies.halyard.details, legalName: 'Conflicted Reviews Ltd' }).catch(() => null),
      (submitted) => submitted !== null,
    ).then((submitted) => submitted!);
    await set.settled();

    await refused('recordCheck', { companyId, result: 'PASS', ...manualChecks[0]! });
    await refused('decideCompany', {
      companyId,
      expectedVersion: version,
      outcome: 'VERIFY',
      verifiedUntil: new Date(Date.now() + 86_400_000).toISOString(),
      reasons: [],
    });
    const queue = await ruben.query<{ companiesAwaitingDecision: { edges: { node: { id: string } }[] } }>('CompaniesAwaitingDecision');
    expect(queue.companiesAwaitingDecision.edges.map(({ node }) => node.id)).not.toContain(companyId);
  });

  it('nor admits their own profile', async () => {
    const { id, version } = await submitProfile(ruben, profiles.juma);
    await set.settled();

    await refused('decideProfile', { profileId: id, expectedVersion: version, outcome: 'ADMIT', criteria: criteriaMet });
  });
});
