import { CEFR_LEVELS } from '@crossing/taxonomy';
import { CANDIDATE_WEIGHTS, tieSeed, type Evidence } from './candidate-score.ts';
import { binder, inRange, languageRankSql, unmetClauses, type Bind, type Sql, type SqlGiven } from './eligibility-sql.ts';
import { cefrRank } from './tags.ts';
import type { OpportunityFacts } from './snapshot.ts';

interface Given extends SqlGiven {
  /** By contributorId; whoever is missing is a newcomer. */
  readonly evidence: Readonly<Record<string, Evidence>>;
  readonly epoch: string;
}

/**
 * The eligible people of an opportunity in the order of `candidateScore` and the tie-break: `contributor_id`, `score`, `tie`.
 * The whole list, computed in PostgreSQL: what every faster way must agree with.
 */
export function candidatesSql(opportunity: OpportunityFacts, given: Given): Sql {
  const { bind, values } = binder();
  const eligible = `SELECT * FROM (${unmetClauses(opportunity, given, bind)}) v WHERE cardinality(unmet) = 0`;
  const seed = bind(tieSeed(opportunity.opportunityId, given.epoch), 'bigint');
  const text = `
    SELECT contributor_id, score, (h # (h >> 15)) & 2147483647 AS tie FROM (
      SELECT contributor_id, score, ((s # (s >> 16)) * 2146121005) & 4294967295 AS h FROM (
        SELECT contributor_id, ${scoreSql(opportunity, given, bind)} AS score, (${IDENTITY} + ${seed}) & 4294967295 AS s
        FROM (${eligible}) v) a) b
    ORDER BY score DESC, tie DESC, contributor_id`;
  return { text, values };
}

/** For each active person the keys of the clauses that they do not meet: `contributor_id`, `unmet`. */
export function unmetSql(opportunity: OpportunityFacts, given: SqlGiven): Sql {
  const { bind, values } = binder();
  return { text: `SELECT contributor_id, unmet FROM (${unmetClauses(opportunity, given, bind)}) v`, values };
}

/** The four words of the UUID in one, as `identityOf` of the index folds them. */
const IDENTITY = `(${[1, 9, 17, 25]
  .map((from) => `('x' || substr(replace(contributor_id::text, '-', ''), ${from}, 8))::bit(32)`)
  .join(' # ')})::bigint`;

function scoreSql(opportunity: OpportunityFacts, { evidence }: Given, bind: Bind): string {
  const known = `(${bind(JSON.stringify(evidence), 'jsonb')}->contributor_id::text)`;
  const units = (name: keyof Evidence) => `coalesce((${known}->>'${name}')::integer, 0)`;
  const terms: Record<keyof typeof CANDIDATE_WEIGHTS, string> = {
    RELIABILITY: `1000 * (${units('unitsAccepted')} + 4) / (${units('unitsDecided')} + 5)`,
    SKILL_FIT: skillSql(opportunity, bind),
    LANGUAGE_FIT: languageSql(opportunity, bind),
    LEVEL: levelSql(opportunity, bind),
    EXPLORATION: `5000 / (${units('unitsDecided')} + 5)`,
  };
  return Object.entries(terms)
    .map(([factor, value]) => `${CANDIDATE_WEIGHTS[factor as keyof typeof terms]} * (${value})`)
    .join(' + ');
}

function skillSql({ domain }: OpportunityFacts, bind: Bind): string {
  const within = (code: string) => {
    const own = bind(code, 'text');
    return `EXISTS (SELECT FROM jsonb_array_elements_text(v.profile->'domains') d WHERE d = ${own} OR starts_with(d, ${own} || '.'))`;
  };
  return `CASE WHEN ${within(domain)} THEN 1000 WHEN ${within(domain.split('.')[0]!)} THEN 600 ELSE 200 END`;
}

function languageSql({ requirements }: OpportunityFacts, bind: Bind): string {
  const asked = requirements.flatMap(({ anyOf }) => anyOf).filter(({ kind }) => kind === 'LANGUAGE' || kind === 'NATIVE_LANGUAGE');
  if (asked.length === 0) return '500';
  const above = asked.map(({ code, minLevel }) => {
    const from = bind(Math.max(1, cefrRank(minLevel)), 'integer');
    const best = `CASE WHEN (e->>'native')::boolean THEN ${CEFR_LEVELS.length - 1} ELSE ${languageRankSql} - ${from} END`;
    return `(SELECT max(${best}) FROM jsonb_array_elements(v.profile->'languages') e WHERE ${inRange(bind(code.toLowerCase(), 'text'))})`;
  });
  return `CASE WHEN coalesce(greatest(${above.join(', ')}), -1) < 0 THEN 0 ELSE 500 + 100 * greatest(${above.join(', ')}) END`;
}

function levelSql({ domain, complexityTier }: OpportunityFacts, bind: Bind): string {
  const tier = `(SELECT max((t->>'tier')::integer) FROM jsonb_array_elements(v.profile->'tiers') t WHERE t->>'domain' IN (${bind(domain, 'text')}, 'ANY'))`;
  return `greatest(0, least(1000, 600 + 200 * (least(4, coalesce(${tier}, 0)) - ${bind(complexityTier, 'integer')})))`;
}
