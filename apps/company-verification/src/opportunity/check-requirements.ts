import { InputCheck } from '@crossing/subgraph/input-check.ts';
import { canonicalLanguageTag, isCefr, isCountry, isDomain, isTimeZone, occupationOf } from '@crossing/taxonomy';
import { SENSITIVE_CONTENT, type RequirementAtom, type RequirementClause, type RequirementKind } from './terms.ts';

const MOST_CLAUSES = 16;
const MOST_ATOMS = 12;
/** They are ranges to the matching engine. */
const ALONE: readonly RequirementKind[] = ['COUNTRY', 'TIME_ZONE', 'HOURS'];
const PAPERS: readonly RequirementKind[] = ['PROFESSION', 'CREDENTIAL'];

/** Judges the requirements (decisions D10); answers them with canonical codes and keys by their order. */
export function checkRequirements(check: InputCheck, clauses: readonly Omit<RequirementClause, 'key'>[]): readonly RequirementClause[] {
  check.that(
    clauses.length <= MOST_CLAUSES,
    'terms.requirements',
    'max-items',
    `terms.requirements has ${clauses.length} clauses; at most ${MOST_CLAUSES} are allowed.`,
  );
  return clauses.slice(0, MOST_CLAUSES).map((clause, index) => {
    const path = `terms.requirements.${index}`;
    const anyOf = clause.anyOf.slice(0, MOST_ATOMS).map((atom, at) => checkAtom(check, `${path}.anyOf.${at}`, atom));
    check.list(`${path}.anyOf`, clause.anyOf, { min: 1, max: MOST_ATOMS, key: ({ kind, code }) => `${kind} ${code}` });
    const justification = check.optionalText(`${path}.justification`, clause.justification, { max: 500 });
    checkClause(check, path, { ...clause, anyOf, justification });
    return { key: `c${index + 1}`, anyOf, legallyRequired: clause.legallyRequired, justification };
  });
}

function checkClause(check: InputCheck, path: string, { anyOf, legallyRequired, justification }: Omit<RequirementClause, 'key'>): void {
  const kinds = new Set(anyOf.map(({ kind }) => kind));
  const alone = ALONE.find((kind) => kinds.has(kind));
  check.that(
    !alone || kinds.size === 1,
    `${path}.anyOf`,
    'alone',
    `${alone} must be the only kind in its clause; put the rest in another one.`,
  );
  const onlyPapers = anyOf.length > 0 && [...kinds].every((kind) => PAPERS.includes(kind));
  check.that(
    !onlyPapers || legallyRequired,
    `${path}.anyOf`,
    'another-path',
    'A clause of professions and credentials needs a path without them (a skill, an assessment, a tier), unless a law demands them: then set legallyRequired.',
  );
  const why = legallyRequired ? 'legallyRequired names the law in its justification' : 'NATIVE_LANGUAGE needs a justification';
  const owes = legallyRequired || kinds.has('NATIVE_LANGUAGE');
  check.that(!owes || justification !== null, `${path}.justification`, 'required', `${path}: ${why}.`);
}

function checkAtom(check: InputCheck, path: string, { kind, code, minLevel }: RequirementAtom): RequirementAtom {
  const atom = { kind, code: canonicalCode(kind, code), minLevel: minLevel === '' ? null : minLevel };
  const { known, level } = RULES[kind];
  check.that(known(atom.code), `${path}.code`, 'known', `${path}.code “${code.slice(0, 80)}” is no ${CODES[kind]}.`);
  const fits = atom.minLevel === null ? !level?.required : !!level && level.test(atom.minLevel);
  const wanted = level ? level.meaning : `nothing: ${kind} has no levels`;
  check.that(fits, `${path}.minLevel`, 'level', `${path}.minLevel must be ${wanted}.`);
  return atom;
}

interface Level {
  readonly test: (text: string) => boolean;
  readonly meaning: string;
  readonly required?: true;
}

interface KindRule {
  readonly known: (code: string) => boolean;
  /** Absent where the kind has no levels. */
  readonly level?: Level;
}

const isLanguage = (code: string): boolean => canonicalLanguageTag(code) !== null;
const isFreeCode = (code: string): boolean => /^[A-Z0-9_.-]{1,64}$/.test(code);
const wholeNumber = (min: number, max: number, of: string): Level => ({
  test: (text) => /^(0|[1-9]\d{0,2})$/.test(text) && Number(text) >= min && Number(text) <= max,
  meaning: `a whole number from ${min} to ${max}: ${of}`,
});

const RULES: Readonly<Record<RequirementKind, KindRule>> = {
  PROFESSION: { known: (code) => occupationOf(code) !== null, level: wholeNumber(0, 70, 'years of practice') },
  CREDENTIAL: { known: isFreeCode },
  SKILL: { known: isDomain },
  LANGUAGE: { known: isLanguage, level: { test: isCefr, meaning: 'a CEFR level, A1 to C2' } },
  NATIVE_LANGUAGE: { known: isLanguage },
  ASSESSMENT: { known: isFreeCode },
  TIER: { known: (code) => code === 'ANY' || isDomain(code), level: { ...wholeNumber(1, 4, 'a tier'), required: true } },
  COUNTRY: { known: isCountry },
  TIME_ZONE: { known: isTimeZone, level: wholeNumber(0, 12, 'hours apart at most') },
  HOURS: { known: (code) => code === 'WEEKLY', level: { ...wholeNumber(1, 80, 'hours a week'), required: true } },
  CONTENT_OPT_IN: { known: (code) => (SENSITIVE_CONTENT as readonly string[]).includes(code) },
  UNIQUENESS: { known: isFreeCode },
};

const FREE = 'code of 1 to 64 characters of A–Z, 0–9, _ . -';
const CODES: Readonly<Record<RequirementKind, string>> = {
  PROFESSION: 'URI of the network’s extract of ESCO',
  CREDENTIAL: FREE,
  SKILL: 'code of the network’s domains',
  LANGUAGE: 'registered BCP 47 language tag',
  NATIVE_LANGUAGE: 'registered BCP 47 language tag',
  ASSESSMENT: FREE,
  TIER: 'code of the network’s domains, nor ANY',
  COUNTRY: 'code of ISO 3166-1',
  TIME_ZONE: 'name of an IANA time zone',
  HOURS: 'code of hours: it must be WEEKLY',
  CONTENT_OPT_IN: 'kind of sensitive content',
  UNIQUENESS: FREE,
};

const canonicalCode = (kind: RequirementKind, code: string): string =>
  kind === 'LANGUAGE' || kind === 'NATIVE_LANGUAGE' ? (canonicalLanguageTag(code) ?? code) : code;
