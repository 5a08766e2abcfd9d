import { dateOf } from '@crossing/kernel';
import { CEFR_LEVELS, minorUnits, rateOf, type DatedRates } from '@crossing/taxonomy';
import { contentClauses } from './content-clauses.ts';
import { hourlyMax } from './exchange.ts';
import { zoneMinutes } from './atoms.ts';
import { cefrRank, requiredLevel } from './tags.ts';
import type { Atom, OpportunityFacts } from './snapshot.ts';

export interface SqlGiven {
  readonly now: Date;
  readonly exchangeRates: DatedRates;
  /** Minutes east of UTC of every zone that people live in or requirements name. */
  readonly utcOffsetMinutes: Readonly<Record<string, number>>;
}

/** A statement with its values. */
export interface Sql {
  readonly text: string;
  readonly values: readonly unknown[];
}

/** Collects values; answers the placeholder of each. */
export type Bind = (value: unknown, type: string) => string;

/**
 * What `decide` means, compiled to SQL over `contributor_view` and `work_preferences`: one row an active person, with the
 * keys of the clauses that they do not meet. It reads the stored facts themselves, and knows nothing of tags or of the
 * index: the reference on the system of record.
 */
export function unmetClauses(opportunity: OpportunityFacts, given: SqlGiven, bind: Bind): string {
  const stated = [...opportunity.requirements, ...contentClauses(opportunity)].map(({ key, anyOf }) => ({
    key,
    met: anyOf.map((atom) => `coalesce(${atomSql(atom, given, bind)}, false)`).join(' OR ') || 'false',
  }));
  const least = bind(opportunity.hoursPerWeek.min, 'integer');
  const clauses = [
    ...stated,
    { key: 'hours', met: `coalesce(w.hours_max >= ${least}, true)` },
    { key: 'rate', met: rateSql(opportunity, given, bind) },
  ];
  const unmet = clauses.map(({ key, met }) => `CASE WHEN ${met} THEN NULL ELSE ${bind(key, 'text')} END`);
  return `SELECT v.contributor_id, v.profile, array_remove(ARRAY[${unmet.join(',\n')}], NULL) AS unmet
    FROM contributor_view v LEFT JOIN work_preferences w USING (contributor_id) WHERE v.state = 'ACTIVE'`;
}

/** Numbers the values of one statement. */
export function binder(): { readonly bind: Bind; readonly values: unknown[] } {
  const values: unknown[] = [];
  return { values, bind: (value, type) => `$${values.push(value)}::${type}` };
}

const some = (list: string, condition: string): string =>
  `EXISTS (SELECT FROM jsonb_array_elements(v.profile->'${list}') e WHERE ${condition})`;

/** RFC 4647 basic filtering, as `matchesLanguageRange` has it. */
export const inRange = (code: string): string => `(lower(e->>'tag') = ${code} OR starts_with(lower(e->>'tag'), ${code} || '-'))`;

const skill = (name: string): string => `coalesce(array_position('{${CEFR_LEVELS.join()}}'::text[], e->>'${name}'), 0)`;

/** The weakest of the four skills, native speakers above all. */
export const languageRankSql = `CASE WHEN (e->>'native')::boolean THEN ${CEFR_LEVELS.length}
  ELSE least(${['listening', 'reading', 'speaking', 'writing'].map(skill).join(', ')}) END`;

function atomSql(atom: Atom, given: SqlGiven, bind: Bind): string {
  const { kind, code, minLevel } = atom;
  const text = () => bind(code, 'text');
  const level = () => bind(requiredLevel(atom), 'integer');
  switch (kind) {
    case 'LANGUAGE':
      return some(
        'languages',
        `${inRange(bind(code.toLowerCase(), 'text'))} AND ${languageRankSql} >= ${bind(minLevel === null ? 1 : cefrRank(minLevel), 'integer')}`,
      );
    case 'NATIVE_LANGUAGE':
      return some('languages', `${inRange(bind(code.toLowerCase(), 'text'))} AND (e->>'native')::boolean`);
    case 'PROFESSION':
      return some('professions', `e->>'escoUri' = ${text()} AND (e->>'years')::integer >= ${level()}`);
    case 'SKILL':
      return some('domains', `e #>> '{}' = ${text()} OR starts_with(e #>> '{}', ${text()} || '.')`);
    case 'TIER':
      return some('tiers', `e->>'domain' = ${text()} AND (e->>'tier')::integer >= ${level()}`);
    case 'CONTENT_OPT_IN':
      return some('contentOptIns', `e #>> '{}' = ${text()}`);
    case 'CREDENTIAL':
    case 'ASSESSMENT':
    case 'UNIQUENESS':
      return some(
        'verifiedClaims',
        `e->>'kind' = ${bind(kind, 'text')} AND e->>'code' = ${text()}
         AND (e->>'expiresOn' IS NULL OR (e->>'expiresOn')::date > ${bind(dateOf(given.now), 'date')})`,
      );
    case 'COUNTRY':
      return `v.profile->>'countryOfResidence' = ${text()}`;
    case 'HOURS':
      return `w.hours_max >= ${bind(Number(minLevel), 'integer')}`;
    case 'TIME_ZONE':
      return zoneSql(atom, given, bind);
  }
}

/** The short way round the day. */
function zoneSql(atom: Atom, { utcOffsetMinutes }: SqlGiven, bind: Bind): string {
  const own = `(${bind(JSON.stringify(utcOffsetMinutes), 'jsonb')}->>(v.profile->>'timeZone'))::integer`;
  const apart = `(abs(${own} - ${bind(utcOffsetMinutes[atom.code], 'integer')}) % 1440)`;
  return `least(${apart}, 1440 - ${apart}) <= ${bind(zoneMinutes(atom), 'integer')}`;
}

/** Best pay against the person's own minimum, as fractions, without rounding. */
function rateSql(opportunity: OpportunityFacts, { exchangeRates }: SqlGiven, bind: Bind): string {
  const best = hourlyMax(opportunity);
  if (best === null) return 'true';
  const scales = Object.keys(exchangeRates.perUsd).map((currency) => [currency, scaleOf(currency, exchangeRates)] as const);
  const table = bind(JSON.stringify(Object.fromEntries(scales)), 'jsonb');
  const own = (part: 'up' | 'down') => `(${table}->w.min_hourly_currency->>'${part}')::numeric`;
  const { up, down } = scaleOf(best.currency, exchangeRates);
  const [left, right] = [bind(best.amountMinor.toString(), 'numeric'), 'w.min_hourly_minor'];
  // Amounts of one currency compare as they are, whether or not it has a rate.
  return `(w.min_hourly_minor IS NULL OR CASE WHEN w.min_hourly_currency = ${bind(best.currency, 'text')} THEN ${left} >= ${right}
    ELSE ${left} * ${bind(up, 'numeric')} * ${own('down')} >= ${right} * ${own('up')} * ${bind(down, 'numeric')} END)`;
}

/** One minor unit of the currency is up / down US dollars. */
function scaleOf(currency: string, { perUsd }: DatedRates): { readonly up: string; readonly down: string } {
  const { numerator, denominator } = rateOf(perUsd, currency);
  return { up: denominator.toString(), down: (minorUnits(currency) * numerator).toString() };
}
