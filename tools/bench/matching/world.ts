import type { Alternative, Bonus, OpportunityEntry, PersonEntry } from '@crossing/matching-index';
import { countries, domains, languages, occupations } from '@crossing/taxonomy';

/** Real codes (ESCO, ISO 3166-1, BCP-47, the network's domains) in invented people, the same from the same seed. */
export interface World {
  readonly people: readonly PersonEntry[];
  readonly opportunities: readonly OpportunityEntry[];
}

type Chance = () => number;

/** xorshift-multiply; 0 up to 1. */
function chanceOf(seed: number): Chance {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let hash = Math.imul(state ^ (state >>> 15), state | 1);
    hash ^= hash + Math.imul(hash ^ (hash >>> 7), hash | 61);
    return ((hash ^ (hash >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** Picks by Zipf's law: the n-th with a share of 1/n. */
function zipf<T>(values: readonly T[]): (at: number) => T {
  const shares = values.map((_, n) => 1 / (n + 1));
  const whole = shares.reduce((sum, share) => sum + share, 0);
  let sum = 0;
  const ends = shares.map((share) => (sum += share / whole));
  return (at) =>
    values[
      Math.max(
        0,
        ends.findIndex((end) => at < end),
      )
    ]!;
}

const domain = zipf(domains.filter(({ parent }) => parent !== null).map(({ code }) => code));
const language = zipf(languages.map(({ tag }) => tag));
const country = zipf(countries);
const occupation = zipf(occupations.map(({ escoUri }) => escoUri));
const upTo = (chance: Chance, n: number): number => Math.floor(chance() * n);
const parentOf = (code: string): string => code.split('.')[0]!;

/** The entries of so many people and opportunities. People come in the order of their main domain: both sides are clustered by it. */
export function world(people: number, opportunities: number, seed: number): World {
  const chance = chanceOf(seed);
  return {
    people: Array.from({ length: people }, (_, n) => personOf(chance, n / people)),
    opportunities: Array.from({ length: opportunities }, (_, n) => opportunityOf(chance, `o${n}`)),
  };
}

/** People one by one, for more of them than memory holds as objects. */
export function* crowd(people: number, seed: number): Iterable<PersonEntry> {
  const chance = chanceOf(seed);
  for (let n = 0; n < people; n++) yield personOf(chance, n / people);
}

function personOf(chance: Chance, at: number): PersonEntry {
  const tags = new Set<string>();
  const levels = (kind: string, code: string, level: number, from = 1) => {
    for (let n = from; n <= level; n++) tags.add(`${kind} ${code} ${n}`);
  };
  const main = domain(at);
  for (const code of [main, ...(chance() < 0.4 ? [domain(chance())] : [])]) {
    levels('SKILL', parentOf(code), 1);
    levels('SKILL', code, 1);
    levels('TIER', code, 1 + upTo(chance, 3));
  }
  levels('TIER', 'ANY', 1);
  const home = country(chance());
  levels('COUNTRY', home, 1);
  const mother = language(chance());
  for (const range of [mother, `${mother}-${home}`]) {
    levels('LANGUAGE', range, 6);
    levels('NATIVE_LANGUAGE', range, 1);
  }
  if (mother !== 'en' && chance() < 0.9) levels('LANGUAGE', 'en', 2 + upTo(chance, 5));
  if (chance() < 0.3) levels('LANGUAGE', language(chance()), 1 + upTo(chance, 5));
  if (chance() < 0.7) levels('PROFESSION', occupation(chance()), upTo(chance, 12), 0);
  if (chance() < 0.2) levels('CREDENTIAL', `C${upTo(chance, 300)}`, 1);
  for (const content of ['VIOLENCE', 'SEXUAL', 'SELF_HARM', 'HATE']) if (chance() < 0.2) levels('CONTENT_OPT_IN', content, 1);
  return {
    id: uuid(chance),
    tags: [...tags],
    utcOffsetMinutes: (upTo(chance, 53) - 24) * 30,
    hoursMax: chance() < 0.3 ? null : 5 + upTo(chance, 46),
    minRateCents: chance() < 0.2 ? 0 : Math.round(600 * Math.exp(2 * chance())),
    merit: Math.round(280_000 + 70_000 * chance()) + (chance() < 0.35 ? 50_000 : upTo(chance, 40_000)),
  };
}

function opportunityOf(chance: Chance, id: string): OpportunityEntry {
  const [field, tongue, least] = [domain(chance()), chance() < 0.72 ? 'en' : language(chance()), 3 + upTo(chance, 3)];
  const tag = (kind: string, code: string, level: number): Alternative => ({ kind: 'tag', tag: `${kind} ${code} ${level}` });
  const stated: Alternative[][] = [[tag('LANGUAGE', tongue, least), tag('NATIVE_LANGUAGE', tongue, 1)]];
  if (chance() < 0.6) stated.push([tag('SKILL', chance() < 0.5 ? field : parentOf(field), 1)]);
  if (chance() < 0.3) stated.push([tag('TIER', field, 2), tag('SKILL', domain(chance()), 1)]);
  if (chance() < 0.25)
    stated.push(Array.from({ length: 1 + upTo(chance, 3) }, () => tag('PROFESSION', occupation(chance()), upTo(chance, 4))));
  if (chance() < 0.2) stated.push(Array.from({ length: 1 + upTo(chance, 11) }, () => tag('COUNTRY', country(chance()), 1)));
  if (chance() < 0.1) stated.push([tag('CREDENTIAL', `C${upTo(chance, 300)}`, 1), tag('TIER', field, 3)]);
  if (chance() < 0.1) stated.push([tag('CONTENT_OPT_IN', 'HATE', 1)]);
  if (chance() < 0.15) stated.push([{ kind: 'offset', centre: (upTo(chance, 53) - 24) * 30, within: 120 + 60 * upTo(chance, 5) }]);
  stated.push([{ kind: 'hours-free', atLeast: 5 * upTo(chance, 7) }]);
  stated.push([{ kind: 'rate', atMostCents: Math.round(900 * Math.exp(1.8 * chance())) }]);
  return {
    id,
    clauses: stated.map((anyOf, n) => ({ key: `c${n}`, anyOf })),
    bonuses: bonusesFor(field, tongue, least),
    seed: upTo(chance, 2 ** 32),
  };
}

function bonusesFor(field: string, tongue: string, least: number): Bonus[] {
  const levels = [1, 2, 3, 4, 5, 6].filter((level) => level >= least);
  return [
    { items: [[`SKILL ${parentOf(field)} 1`], [`SKILL ${field} 1`]], points: [50_000, 150_000, 250_000] },
    { items: [1, 2, 3].map((tier) => [`TIER ${field} ${tier}`, `TIER ANY ${tier}`]), points: [0, 60_000, 90_000, 120_000] },
    {
      items: levels.map((level) => [`LANGUAGE ${tongue} ${level}`, `NATIVE_LANGUAGE ${tongue} 1`]),
      points: [0, ...levels.map((_, n) => 100_000 + 20_000 * n)],
    },
  ];
}

function uuid(chance: Chance): string {
  const hex = Array.from({ length: 4 }, () =>
    upTo(chance, 2 ** 32)
      .toString(16)
      .padStart(8, '0'),
  ).join('');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20)}`;
}
