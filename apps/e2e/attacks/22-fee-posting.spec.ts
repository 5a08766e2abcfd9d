import { opportunities } from '@crossing/tool-journey/demo/opportunities.ts';
import { storyDays } from '@crossing/tool-journey/steps-publish.ts';
import { actor, id } from '@crossing/tool-journey/story.ts';
import { stage } from './stage.ts';

const DRAFT = `mutation ($input: DraftOpportunityInput!) {
  draftOpportunity(input: $input) { __typename ... on InvalidInput { issues { path rule } } } }`;

describe('a posting that asks for a fee is refused, and no path can store a charge to a contributor', () => {
  const set = stage();
  const olga = actor(set.story, 'olga');

  it.each([
    'A registration fee of 20 USD is due before you start.',
    'You must pay a refundable deposit first.',
    'Contributors need to buy a starter kit.',
    // Cyrillic letters that look Latin.
    'A rеgistrаtion fее of 20 USD is due.',
    'Training fee: 15 EUR',
  ])('%s', async (sentence) => {
    const events = await set.events();
    const terms = { ...opportunities[0]!.terms(storyDays()), summary: `Listen to short clips and correct them, clip by clip. ${sentence}` };

    const { data } = await olga.raw<{ draftOpportunity: { issues: { rule: string }[] } }>(DRAFT, {
      input: { companyId: id(set.story, 'company'), terms },
    });

    expect(data?.draftOpportunity).toMatchObject({ __typename: 'InvalidInput' });
    expect(data?.draftOpportunity.issues.map(({ rule }) => rule)).toContain('no-contributor-fees');
    expect(await set.events()).toBe(events);
  });

  it('not even by SQL as the database’s owner', async () => {
    await set.settled();

    const payers = await set.sql('SELECT DISTINCT payer_type FROM company_verification.ledger_entry');
    expect(payers).toEqual([{ payer_type: 'COMPANY' }]);
    await expect(
      set.sql(
        `INSERT INTO company_verification.ledger_entry SELECT (jsonb_populate_record(l, '{"payer_type": "CONTRIBUTOR"}')).* FROM company_verification.ledger_entry l LIMIT 1`,
      ),
    ).rejects.toMatchObject({ constraint: 'company_pays' });
  });
});
