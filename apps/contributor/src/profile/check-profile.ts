import { InputCheck } from '@crossing/subgraph/input-check.ts';
import type { InvalidInput } from '@crossing/subgraph/problems.ts';
import {
  canonicalLanguageTag,
  exclusionOf,
  isCountry,
  isDomain,
  isTimeZone,
  occupationOf,
  type CountryExclusion,
} from '@crossing/taxonomy';
import type { LanguageProficiency, Profession, ProfileContent } from './profile.ts';

/** Judges what a profile says by the taxonomies; the cleaned content, or every broken rule at once. */
export function checkProfile(content: ProfileContent, exclusions: readonly CountryExclusion[]): ProfileContent | InvalidInput {
  const check = new InputCheck();
  const clean: ProfileContent = {
    displayName: check.text('displayName', content.displayName, { max: 80 }),
    headline: check.text('headline', content.headline, { max: 160 }),
    countryOfResidence: checkCountry(check, content.countryOfResidence, exclusions),
    timeZone: content.timeZone,
    languages: checkLanguages(check, content.languages),
    professions: checkProfessions(check, content.professions),
    domains: checkDomains(check, content.domains),
    contentOptIns: check.list('contentOptIns', content.contentOptIns, { max: 6 }),
    visibility: content.visibility,
  };
  check.that(isTimeZone(clean.timeZone), 'timeZone', 'known', 'timeZone must be a name of the IANA database, like Africa/Nairobi.');
  return check.problem() ?? clean;
}

function checkCountry(check: InputCheck, country: string, exclusions: readonly CountryExclusion[]): string {
  const path = 'countryOfResidence';
  check.that(isCountry(country), path, 'assigned', `${path} must be an assigned code of ISO 3166-1, like KE.`);
  const exclusion = exclusionOf(country, exclusions);
  check.that(exclusion === null, path, 'excluded', `The network cannot take residents of ${country}: ${exclusion?.reason}`);
  return country;
}

// Entries beyond the limit are one issue, not one each.
const MOST = { languages: 20, professions: 10, domains: 20 };

function checkLanguages(check: InputCheck, languages: readonly LanguageProficiency[]): readonly LanguageProficiency[] {
  const canonical = languages.slice(0, MOST.languages).map((language, index) => {
    const path = `languages.${index}`;
    const tag = canonicalLanguageTag(language.tag);
    check.that(tag !== null, `${path}.tag`, 'registered', `${path}.tag must be a registered BCP 47 language tag, like sw or hi-IN.`);
    const levels = [language.listening, language.reading, language.speaking, language.writing];
    const complete = language.native || levels.every((level) => level !== null);
    check.that(complete, path, 'levels', `${path} needs all four levels, unless it is native.`);
    return { ...language, tag: tag ?? language.tag };
  });
  const all = [...canonical, ...languages.slice(MOST.languages)];
  return check.list('languages', all, { min: 1, max: MOST.languages, key: ({ tag }) => tag });
}

function checkProfessions(check: InputCheck, professions: readonly Profession[]): readonly Profession[] {
  professions.slice(0, MOST.professions).forEach(({ escoUri, years }, index) => {
    const path = `professions.${index}`;
    check.that(occupationOf(escoUri) !== null, `${path}.escoUri`, 'known', `${path}.escoUri is not in the network’s extract of ESCO.`);
    check.integer(`${path}.years`, years, { min: 0, max: 70 });
  });
  return check.list('professions', professions, { max: MOST.professions, key: ({ escoUri }) => escoUri });
}

function checkDomains(check: InputCheck, domains: readonly string[]): readonly string[] {
  domains.slice(0, MOST.domains).forEach((code, index) => {
    const path = `domains.${index}`;
    check.that(isDomain(code), path, 'known', `${path} is no code of the network’s domains, like LEGAL.CONTRACTS.`);
  });
  return check.list('domains', domains, { max: MOST.domains });
}
