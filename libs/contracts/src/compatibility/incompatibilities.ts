import type { ContractSet, ContractShape, Schema } from './contract-set.ts';
import { lostFields, lostValues } from './losses.ts';
import { misunderstood } from './keywords.ts';
import { refusals, type Refusal, type RefusalKind } from './refusals.ts';

/** A change that somebody who relies on a released version would not survive. */
export interface Incompatibility {
  /** The contract's type. */
  readonly contract: string;
  /** The released version whose writers or readers are hurt. */
  readonly released: string;
  /** JSON pointer to the field in the schema; empty for the contract itself. */
  readonly path: string;
  /** The rule that is broken, e.g. `required-added`. */
  readonly rule: string;
  readonly why: string;
  /** What to do about it. */
  readonly instead: string;
}

type Finding = Pick<Incompatibility, 'path' | 'rule' | 'why'> & { readonly advice?: string };

/**
 * What `newer` breaks of a released version. Both directions hold, as readers and writers are not deployed at once: the new
 * reader takes whatever the old writer wrote (BACKWARD), the old reader takes whatever the new writer writes (FORWARD), and no
 * declared field goes away. Over all released versions that is Confluent's FULL_TRANSITIVE, with its lenient rule for new
 * fields: writers write declared fields only, so a name that is new was never used.
 */
export function incompatibilities(older: ContractSet, newer: ContractSet): readonly Incompatibility[] {
  const types = new Set([...Object.keys(older.contracts), ...Object.keys(newer.contracts)]);
  return [...types].sort().flatMap((type) =>
    findingsOf(older.contracts[type], newer.contracts[type]).map(({ advice = 'leave it as it is', ...finding }) => ({
      contract: type,
      released: older.version,
      ...finding,
      instead: finding.rule === 'keyword-unknown' ? advice : `${advice}, or publish ${nextOf(type)} beside it (docs/add-an-event.md)`,
    })),
  );
}

/** One sentence for a terminal. */
export const sentenceOf = ({ contract, released, path, rule, why, instead }: Incompatibility): string =>
  `${contract} ${path || '/'} against ${released}: ${rule}: ${why}. Instead: ${instead}.`;

function findingsOf(older: ContractShape | undefined, newer: ContractShape | undefined): readonly Finding[] {
  if (!newer) return [{ path: '', rule: 'contract-removed', why: 'it is gone, or its type has another name', advice: 'keep it' }];
  const unknown = [...(older ? misunderstood(older.schema) : []), ...misunderstood(newer.schema)];
  if (unknown.length > 0) return unknown.map(keywordUnknown);
  return older ? [...changedNames(older, newer), ...schemaFindings(older.schema, newer.schema)] : [];
}

const keywordUnknown = ({ path, what }: { readonly path: string; readonly what: string }): Finding => ({
  path,
  rule: 'keyword-unknown',
  why: `the comparison does not understand ${what}`,
  advice: 'say it with keywords of libs/contracts/src/compatibility/keywords.ts, or teach the comparison this one',
});

const names = {
  name: 'contract-renamed',
  topic: 'topic-changed',
  kind: 'kind-changed',
  source: 'source-changed',
  key: 'key-changed',
} as const;

const changedNames = (older: ContractShape, newer: ContractShape): readonly Finding[] =>
  Object.entries(names)
    .map(([field, rule]) => ({ field: field as keyof typeof names, rule }))
    .filter(({ field }) => older[field] !== newer[field])
    .map(({ field, rule }) => ({ path: '', rule, why: `${field} ${older[field]} became ${newer[field]}` }));

function schemaFindings(older: Schema, newer: Schema): readonly Finding[] {
  const lost = lostFields(older, newer);
  const isTold = ({ path }: Refusal): boolean => lost.includes(path);
  const unread = refusals(older, newer);
  const unreadByOld = refusals(newer, older).filter((refusal) => !isTold(refusal));
  return [
    ...lost.map((path) => ({ path, rule: 'property-removed', why: 'readers lose the field', advice: 'keep the field' })),
    ...unread.map((refusal) => refused(refusal, unreadByOld)),
    ...unreadByOld.filter((refusal) => !unread.some((other) => isSame(refusal, other))).map(refusedByOld),
    ...lostValues(older, newer).map(({ path, value }) => ({
      path,
      rule: 'known-value-removed',
      why: `${value} is no longer told as known`,
      advice: 'keep the value',
    })),
  ];
}

/** Per kind: the rule when the new reader refuses what the old writer wrote, and when the old reader refuses what the new writer writes. */
const rules: Readonly<Record<RefusalKind, readonly [unread: string, unreadByOld: string]>> = {
  type: ['type-narrowed', 'type-widened'],
  null: ['null-removed', 'null-added'],
  required: ['required-added', 'required-dropped'],
  undeclared: ['property-refused', 'property-added-to-closed'],
  open: ['content-closed', 'content-opened'],
  value: ['value-removed', 'value-added'],
  pattern: ['pattern-tightened', 'pattern-loosened'],
  format: ['format-tightened', 'format-loosened'],
  limit: ['limit-tightened', 'limit-loosened'],
  items: ['items-narrowed', 'items-widened'],
};

const advices: Partial<Record<RefusalKind, readonly [unread: string, unreadByOld: string]>> = {
  required: ['add the field as an optional one', 'keep the field required'],
  open: ['leave additionalProperties away', 'leave it as it is'],
  value: ['keep the value', 'leave it as it is; a list that will grow is an openEnum'],
};

const isSame = (a: Refusal, b: Refusal): boolean => a.kind === b.kind && a.path === b.path;

function refused(refusal: Refusal, unreadByOld: readonly Refusal[]): Finding {
  const { kind, path, writes, reads } = refusal;
  const both = unreadByOld.some((other) => isSame(refusal, other));
  const why = `the version wrote ${writes}, which readers with ${reads} refuse`;
  return { path, rule: both ? `${kind}-changed` : rules[kind][0], why, ...(advices[kind] && { advice: advices[kind][0] }) };
}

const refusedByOld = ({ kind, path, writes, reads }: Refusal): Finding => ({
  path,
  rule: rules[kind][1],
  why: `writers with ${writes} would send what readers of the version, with ${reads}, refuse`,
  ...(advices[kind] && { advice: advices[kind][1] }),
});

const nextOf = (type: string): string => type.replace(/\d+$/, (major) => String(Number(major) + 1));
