import { compactRegistry } from '../generate/language-subtags.ts';
import registry from './language-subtags.json' with { type: 'json' };
import { canonicalLanguageTag, languageName, matchesLanguageRange } from './language-tag.ts';

describe('canonicalLanguageTag', () => {
  it.each([
    ['hi-in', 'hi-IN'],
    ['SW-ke', 'sw-KE'],
    ['ar', 'ar'],
    ['arb', 'arb'],
    ['cmn-hans-cn', 'cmn-Hans-CN'],
    ['es-419', 'es-419'],
    ['de-de-1901', 'de-DE-1901'],
    ['iw', 'he'],
    ['zh-yue-hk', 'yue-HK'],
    ['my-BU', 'my-MM'],
    ['i-klingon', 'tlh'],
    ['en-U-co-phonebk', 'en-u-co-phonebk'],
  ])('writes %s as %s', (tag, canonical) => {
    expect(canonicalLanguageTag(tag)).toBe(canonical);
  });

  it.each([
    ['', 'nothing'],
    ['english', 'an unregistered language'],
    ['xq', 'an unregistered code'],
    ['en-Zzzq', 'an unregistered script'],
    ['en-XX', 'a private region'],
    ['en-nonsense', 'an unregistered variant'],
    ['de-yue', 'an extended language behind a foreign prefix'],
    ['de-1901-1901', 'a variant twice'],
    ['en-a-bbb-a-ccc', 'an extension twice'],
    ['en_US', 'an underscore'],
    ['x-mine', 'private use only'],
    ['qaa', 'a private language'],
    ['und', 'no language'],
    ['mul', 'several languages'],
    ['zh-min', 'a legacy tag without a successor'],
  ])('refuses %p: %s', (tag) => {
    expect(canonicalLanguageTag(tag)).toBeNull();
  });
});

describe('languageName', () => {
  it('names the language, and where the tag says so the script and region', () => {
    expect(languageName('sw')).toBe('Swahili (macrolanguage)');
    expect(languageName('hi-IN')).toBe('Hindi (India)');
    expect(languageName('cmn-Hans-CN')).toBe('Mandarin Chinese (Han (Simplified variant), China)');
    expect(languageName('xq')).toBeNull();
  });
});

describe('matchesLanguageRange', () => {
  it('matches whole subtags from the left, in any case', () => {
    expect(matchesLanguageRange('ar', 'ar')).toBe(true);
    expect(matchesLanguageRange('AR', 'ar-EG')).toBe(true);
    expect(matchesLanguageRange('ar-EG', 'ar')).toBe(false);
    expect(matchesLanguageRange('ar', 'arz')).toBe(false);
    expect(matchesLanguageRange('*', 'hi-IN')).toBe(true);
  });
});

describe('language-subtags.json', () => {
  it('is what the registry’s package says today', () => {
    expect(registry).toEqual(compactRegistry());
  });
});
