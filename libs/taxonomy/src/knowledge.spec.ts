import { cefrAtLeast, CEFR_LEVELS, cefrRank, isCefr } from './cefr.ts';
import { domainCovers, domainName, domains, isDomain } from './domains.ts';
import { canonicalLanguageTag } from './language-tag.ts';
import { languages, resourceTierOf } from './languages.ts';
import { occupationOf, occupations } from './occupations.ts';

describe('domains', () => {
  it('has at least nine fields with three to six sub-fields each', () => {
    const tops = domains.filter(({ parent }) => parent === null);

    expect(tops.length).toBeGreaterThanOrEqual(9);
    for (const top of tops) expect([3, 4, 5, 6]).toContain(domains.filter(({ parent }) => parent === top.code).length);
    expect(domainName('HEALTHCARE.CARDIOLOGY')).toBe('Cardiology');
    expect(['healthcare', 'HEALTHCARE.', 'CARDIOLOGY', 'ANY', '', 'toString'].filter(isDomain)).toEqual([]);
  });

  it('has codes that a requirement’s atom can hold', () => {
    expect(domains.every(({ code }) => /^[A-Z0-9_.-]{1,64}$/.test(code))).toBe(true);
  });

  it('lets a sub-field stand for its parent, never the other way', () => {
    expect(domainCovers('HEALTHCARE.CARDIOLOGY', 'HEALTHCARE')).toBe(true);
    expect(domainCovers('HEALTHCARE', 'HEALTHCARE.CARDIOLOGY')).toBe(false);
    expect(domainCovers('LEGAL', 'LEGAL')).toBe(true);
    expect(domainCovers('LEGALESE', 'LEGAL')).toBe(false);
  });
});

describe('languages', () => {
  it('seeds at least forty, each registered, canonical and named once', () => {
    const tags = languages.map(({ tag }) => tag);

    expect(tags.length).toBeGreaterThanOrEqual(40);
    expect(tags.map(canonicalLanguageTag)).toEqual(tags);
    expect(new Set(tags).size).toBe(tags.length);
    expect(tags).toEqual(expect.arrayContaining(['ar', 'hi', 'sw', 'bn']));
  });

  it('gives a tag its language’s tier, and LOW to what the policy does not name', () => {
    expect([resourceTierOf('en-GB'), resourceTierOf('ar-EG'), resourceTierOf('sw-KE'), resourceTierOf('luo')]).toEqual([
      'HIGH',
      'MEDIUM',
      'LOW',
      'LOW',
    ]);
  });
});

describe('occupations', () => {
  it('resolves developers, linguists, teachers, nurses, lawyers, translators and philosophers (B23)', () => {
    const titles = occupations.map(({ title }) => title);

    expect(titles).toEqual(
      expect.arrayContaining([
        'software developer',
        'linguist',
        'secondary school teacher',
        'nurse responsible for general care',
        'lawyer',
        'translator',
        'philosopher',
      ]),
    );
    expect(new Set(occupations.map(({ escoUri }) => escoUri)).size).toBe(25);
  });

  it('finds one by its URI', () => {
    expect(occupationOf('http://data.europa.eu/esco/occupation/974d4eab-fbee-4c52-b16e-73bdd8c25b53')).toEqual({
      escoUri: 'http://data.europa.eu/esco/occupation/974d4eab-fbee-4c52-b16e-73bdd8c25b53',
      title: 'lawyer',
      iscoCode: '2611',
    });
    expect(occupationOf('http://data.europa.eu/esco/occupation/00000000-0000-0000-0000-000000000000')).toBeNull();
  });
});

describe('CEFR', () => {
  it('orders its six levels', () => {
    expect(CEFR_LEVELS.map(cefrRank)).toEqual([1, 2, 3, 4, 5, 6]);
    expect(cefrAtLeast('B2', 'B2')).toBe(true);
    expect(cefrAtLeast('B1', 'B2')).toBe(false);
    expect(['C3', 'a1', ''].filter(isCefr)).toEqual([]);
  });
});
