import type { Actor } from '@crossing/tool-journey/actor.ts';
import { companies } from '@crossing/tool-journey/demo/companies.ts';
import { opportunities } from '@crossing/tool-journey/demo/opportunities.ts';
import { registerCompany } from '@crossing/tool-journey/stories.ts';
import { storyDays } from '@crossing/tool-journey/steps-publish.ts';
import { id } from '@crossing/tool-journey/story.ts';
import { codesOf, mutation, newcomer, randomId, stage, typeOf } from './stage.ts';

const DAY_MS = 86_400_000;
const offer = {
  pay: { amountMinor: '2000', currency: 'USD' },
  weeklyHoursCap: 5,
  startsOn: new Date().toISOString().slice(0, 10),
  validUntil: new Date(Date.now() + DAY_MS).toISOString(),
};
const { kind, registrationCountry, domains, paymentTermsDays } = companies.copperfern.details;
const details = { legalName: 'Taken Over', kind, registrationCountry, domains, paymentTermsDays };

/** A mutation, the field of its input that names the thing, which thing of the story that is, and the rest of the input. */
const ATTACKS: readonly (readonly [string, string, string, object])[] = [
  ['saveCompany', 'companyId', 'company', details],
  ['submitCompany', 'companyId', 'company', { expectedVersion: 1, feePolicy: { chargesContributorsNothing: true, signedBy: 'Eve' } }],
  ['draftOpportunity', 'companyId', 'company', { terms: opportunities[0]!.terms(storyDays()) }],
  ['submitOpportunity', 'opportunityId', 'opportunity', { revision: 1 }],
  ['publishOpportunity', 'opportunityId', 'opportunity', { revision: 1 }],
  ['pauseOpportunity', 'opportunityId', 'opportunity', {}],
  ['resumeOpportunity', 'opportunityId', 'opportunity', {}],
  ['closeOpportunity', 'opportunityId', 'opportunity', {}],
  [
    'turnDownApplication',
    'applicationId',
    'application',
    { reasonCodes: ['OTHER'], feedback: 'We go on with somebody else, who is a friend.' },
  ],
  ['makeOffer', 'applicationId', 'application', offer],
  ['rescindOffer', 'offerId', 'offer', { reason: 'The budget of this quarter is gone.' }],
  ['completeEngagement', 'engagementId', 'engagement', {}],
  ['endEngagement', 'engagementId', 'engagement', { reason: 'The budget of this quarter is gone.' }],
];

describe('company A gets NOT_FOUND for company B’s things, and nothing happens', () => {
  const set = stage();
  const { story } = set;
  let eve: Actor;
  beforeAll(async () => {
    eve = await newcomer(set, 'Eve Founder');
    await registerCompany(eve, 'Eve and Sons');
    await set.settled();
  });

  it.each(ATTACKS)('in %s', async (name, field, what, rest) => {
    const events = await set.events();

    const theirs = await eve.raw(mutation(name), { input: { [field]: id(story, what), ...rest } });
    const nobodys = await eve.raw(mutation(name), { input: { [field]: randomId(typeOf(id(story, what))), ...rest } });

    expect(codesOf(theirs)).toEqual(['NOT_FOUND']);
    expect({ ...theirs, correlationId: null }).toEqual({ ...nobodys, correlationId: null });
    expect(await set.events()).toBe(events);
  });

  it('nor reads what its members read', async () => {
    const { data, errors } = await eve.raw<{ company: object; opportunity: object }>(
      'query ($c: ID!, $o: ID!) { company(id: $c) { version reasons checks { __typename } } opportunity(id: $o) { version revision { number } applications { edges { node { id } } } } }',
      { c: id(story, 'company'), o: id(story, 'opportunity') },
    );

    expect(errors).toEqual([]);
    expect(data).toEqual({
      company: { version: null, reasons: null, checks: null },
      opportunity: { version: null, revision: null, applications: null },
    });
  });
});
