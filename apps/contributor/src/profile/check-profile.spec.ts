import { checkProfile } from './check-profile.ts';
import type { LanguageProficiency, ProfileContent } from './profile.ts';

const level = { listening: 'B2', reading: 'B2', speaking: 'B2', writing: 'B2' } as const;
const language = (tag: string): LanguageProficiency => ({ tag, native: false, ...level });
const content: ProfileContent = {
  displayName: 'Asha Sampleworth',
  headline: 'Hindi editor',
  countryOfResidence: 'IN',
  timeZone: 'Asia/Kolkata',
  languages: [language('hi-IN')],
  professions: [],
  domains: ['LANGUAGE'],
  contentOptIns: [],
  visibility: 'MATCHING_ONLY',
};
const rulesOf = (given: Partial<ProfileContent>, exclusions: Parameters<typeof checkProfile>[1] = []) => {
  const result = checkProfile({ ...content, ...given }, exclusions);
  return 'kind' in result ? result.issues.map(({ path, rule }) => `${path}: ${rule}`) : [];
};

describe('checkProfile', () => {
  it('cleans what it takes: texts in NFC and trimmed, language tags canonical', () => {
    const result = checkProfile({ ...content, displayName: ' Ame\u0301lie ', languages: [language('HI-in'), language('iw')] }, []);

    expect(result).toMatchObject({ displayName: 'Am\u00e9lie', languages: [{ tag: 'hi-IN' }, { tag: 'he' }] });
  });

  it('needs all four levels, unless the language is native', () => {
    expect(rulesOf({ languages: [{ ...language('hi'), writing: null }] })).toEqual(['languages.0: levels']);
    expect(rulesOf({ languages: [{ ...language('hi'), native: true, writing: null }] })).toEqual([]);
  });

  it('takes each language once, however it is written, at least one and at most twenty', () => {
    const twentyOne = 'ar bn de en es fr gu hi it ja ka kk km kn ko lo ml mr my ne nl'.split(' ').map(language);

    expect(rulesOf({ languages: [language('iw'), language('he')] })).toEqual(['languages: unique']);
    expect(rulesOf({ languages: [] })).toEqual(['languages: min-items']);
    expect(rulesOf({ languages: twentyOne })).toEqual(['languages: max-items']);
    expect(rulesOf({ languages: twentyOne.slice(1) })).toEqual([]);
  });

  it('says why an excluded country is excluded', () => {
    const exclusions = [{ country: 'IN', reason: 'The operator’s law forbids it.', since: '2026-01-01' }];
    const result = checkProfile(content, exclusions);

    expect(result).toMatchObject({ kind: 'InvalidInput', issues: [{ path: 'countryOfResidence', rule: 'excluded' }] });
    expect(JSON.stringify(result)).toContain('The operator’s law forbids it.');
  });

  it.each([-1, 71, 1.5])('takes %s for no number of years', (years) => {
    const escoUri = 'http://data.europa.eu/esco/occupation/974d4eab-fbee-4c52-b16e-73bdd8c25b53';

    expect(rulesOf({ professions: [{ escoUri, years }] })).toEqual(['professions.0.years: range']);
  });
});
