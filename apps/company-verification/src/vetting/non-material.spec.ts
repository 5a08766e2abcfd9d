import { terms as stated } from '../spec-network.ts';
import type { OpportunityTerms } from '../opportunity/terms.ts';
import { isNonMaterial } from './non-material.ts';

const reviewed: OpportunityTerms = {
  ...stated,
  title: 'Swahili spech transcription, 40 hours at night',
  requirements: stated.requirements.map((clause, n) => ({ ...clause, key: `c${n + 1}` })),
};
const titled = (title: string) => isNonMaterial(reviewed, { ...reviewed, title });

describe('the rule non-material', () => {
  it.each([
    ['a letter that was missing', 'Swahili speech transcription, 40 hours at night'],
    ['a letter too many', 'Swahili spech transcripption, 40 hours at night'],
    ['a wrong letter', 'Swahili spech transcriptiom, 40 hours at night'],
    ['two letters swapped', 'Swahili spech transcirption, 40 hours at night'],
    ['two words', 'swahili speech transcription, 40 hours at night'],
    ['nothing', reviewed.title],
  ])('takes %s for a typo', (_what, title) => {
    expect(titled(title)).toBe(true);
  });

  it.each([
    ['three words', 'swahili speech Transcription, 40 hours at night'],
    ['two letters of a word', 'Swahili speeech transcription, 40 hours at night'],
    ['a figure', 'Swahili spech transcription, 90 hours at night'],
    ['a short word', 'Swahili spech transcription, 40 hours an night'],
    ['another word', 'Swahili spech transcription, 40 hours at noon'],
    ['a word more', 'Swahili spech transcription, 40 hours at night only'],
    ['a word less', 'Swahili spech transcription, 40 hours at'],
    ['letters around a word', 'Swahili xspechx transcription, 40 hours at night'],
  ])('does not take %s for one', (_what, title) => {
    expect(titled(title)).toBe(false);
  });

  it('lets nothing else differ', () => {
    const { payMax, seats, requirements } = reviewed;
    for (const other of [
      { payMax: { ...payMax, amountMinor: payMax.amountMinor + 1n } },
      { seats: seats + 1 },
      { summary: `${reviewed.summary} ` },
      { requirements: requirements.slice(1) },
      { sensitiveContent: ['HATE'] },
    ] satisfies Partial<OpportunityTerms>[]) {
      expect(isNonMaterial(reviewed, { ...reviewed, ...other })).toBe(false);
    }
  });
});
