import { CEFR_LEVELS, domainCovers, isCefr, matchesLanguageRange, cefrRank as rankOf } from '@crossing/taxonomy';
import type { Atom, LanguageProficiency, PersonFacts } from './snapshot.ts';

/** 1 for A1 to 6 for C2; 0 for none. */
export const cefrRank = (level: string | null): number => (level !== null && isCefr(level) ? rankOf(level) : 0);

/** The weakest of the four skills, 0..6; a native speaker counts as C2. */
export function languageRank({ native, listening, reading, speaking, writing }: LanguageProficiency): number {
  return native ? CEFR_LEVELS.length : Math.min(...[listening, reading, speaking, writing].map(cefrRank));
}

/** The level at which an atom is met: years, CEFR rank or tier; 1 where there are no levels. */
export function requiredLevel({ kind, minLevel }: Atom): number {
  switch (kind) {
    case 'LANGUAGE':
      return minLevel === null ? 1 : cefrRank(minLevel);
    case 'PROFESSION':
      return minLevel === null ? 0 : Number(minLevel);
    case 'TIER':
      return minLevel === null ? 1 : Number(minLevel);
    default:
      return 1;
  }
}

/** The levels a person has of what the atom asks for: null when they have none of it. Ranges (COUNTRY, zones, hours) are not levels. */
export function levelOf(person: PersonFacts, { kind, code }: Atom, on: string): number | null {
  switch (kind) {
    case 'LANGUAGE':
      return highest(person.languages.filter(({ tag }) => matchesLanguageRange(code, tag)).map(languageRank));
    case 'NATIVE_LANGUAGE':
      return person.languages.some(({ tag, native }) => native && matchesLanguageRange(code, tag)) ? 1 : null;
    case 'PROFESSION':
      return highest(person.professions.filter(({ escoUri }) => escoUri === code).map(({ years }) => years));
    case 'SKILL':
      return person.domains.some((domain) => domainCovers(domain, code)) ? 1 : null;
    case 'TIER':
      return highest(person.tiers.filter(({ domain }) => domain === code).map(({ tier }) => tier));
    case 'CONTENT_OPT_IN':
      return person.contentOptIns.includes(code) ? 1 : null;
    case 'CREDENTIAL':
    case 'ASSESSMENT':
    case 'UNIQUENESS':
      return person.verifiedClaims.some((claim) => claim.kind === kind && claim.code === code && isValid(claim, on)) ? 1 : null;
    default:
      return null;
  }
}

/** Levelled tags, cumulative: whoever holds level 3 holds 2 and 1. What `levelOf` says of a person, as the index holds it. */
export function tagsOf(person: PersonFacts, on: string): string[] {
  const tags = new Set<string>();
  const add = (kind: Atom['kind'], code: string, level: number, from = 1) => {
    for (let n = from; n <= level; n++) tags.add(tagName(kind, code, n));
  };
  for (const language of person.languages) {
    for (const range of rangesOf(language.tag)) {
      add('LANGUAGE', range, languageRank(language));
      if (language.native) add('NATIVE_LANGUAGE', range, 1);
    }
  }
  for (const { escoUri, years } of person.professions) add('PROFESSION', escoUri, years, 0);
  for (const domain of person.domains) for (const code of ancestry(domain)) add('SKILL', code, 1);
  for (const { domain, tier } of person.tiers) add('TIER', domain, tier);
  for (const code of person.contentOptIns) add('CONTENT_OPT_IN', code, 1);
  for (const claim of person.verifiedClaims) if (isValid(claim, on)) add(claim.kind as Atom['kind'], claim.code, 1);
  tags.add(tagName('COUNTRY', person.countryOfResidence, 1));
  return [...tags];
}

export const tagName = (kind: Atom['kind'], code: string, level: number): string => `${kind} ${normalised(kind, code)} ${level}`;

/** `sr-Latn-RS` lies in the ranges `sr`, `sr-Latn` and `sr-Latn-RS`. */
function rangesOf(tag: string): string[] {
  const subtags = tag.split('-');
  return subtags.map((_, n) => subtags.slice(0, n + 1).join('-'));
}

/** `HEALTHCARE.CARDIOLOGY` also stands for `HEALTHCARE`. */
function ancestry(domain: string): string[] {
  const steps = domain.split('.');
  return steps.map((_, n) => steps.slice(0, n + 1).join('.'));
}

const isValid = ({ expiresOn }: { readonly expiresOn: string | null }, on: string): boolean => expiresOn === null || expiresOn > on;
const highest = (levels: readonly number[]): number | null => (levels.length === 0 ? null : Math.max(...levels));
const normalised = (kind: Atom['kind'], code: string): string => (kind.endsWith('LANGUAGE') ? code.toLowerCase() : code);
