import { offsetDistance } from './candidates.ts';
import type { Alternative, Clause, OpportunityEntry } from './entries.ts';
import { MAX_RATE_CENTS } from './people-table.ts';
import { FIRST_OFFSET, NO_LIMIT, type Columns } from './people-memory.ts';
import type { TagTable } from './tag-table.ts';

/** A clause that bitsets and ranges cannot hold: it is asked of every row. */
export interface MixedClause {
  readonly tags: readonly number[];
  readonly ranges: readonly Exclude<Alternative, { kind: 'tag' }>[];
}

/** An opportunity's clauses as the kernel takes them. */
export interface Conditions {
  /** Each is met by any one of its tags. */
  readonly tagClauses: readonly (readonly number[])[];
  readonly mixed: readonly MixedClause[];
  readonly rateAtMost: number;
  /** Fewest hours; above it also those without a limit, if `unlimitedToo`. */
  readonly hoursFrom: number;
  readonly unlimitedToo: boolean;
  /** By minute from FIRST_OFFSET: 1 where every zone clause is met; null without one. */
  readonly offsetTable: Uint8Array | null;
}

/** Sorts the clauses of an opportunity by how they are computed. */
export function conditionsOf({ clauses }: OpportunityEntry, tags: TagTable): Conditions {
  const alone = clauses.flatMap(({ anyOf }) => (anyOf.length === 1 ? anyOf : []));
  const hours = alone.filter((one) => one.kind === 'hours' || one.kind === 'hours-free').map(({ atLeast }) => atLeast);
  const offsets = alone.filter((one) => one.kind === 'offset');
  const rates = alone.filter((one) => one.kind === 'rate').map(({ atMostCents }) => atMostCents);
  const isTags = ({ anyOf }: Clause) => anyOf.every(({ kind }) => kind === 'tag');
  return {
    tagClauses: clauses.filter(isTags).map(({ anyOf }) => numbersOf(anyOf, tags)),
    mixed: clauses.filter((clause) => !isTags(clause) && clause.anyOf.length > 1).map(({ anyOf }) => mixedClause(anyOf, tags)),
    rateAtMost: Math.max(0, Math.min(MAX_RATE_CENTS, ...rates)),
    hoursFrom: Math.max(0, Math.min(NO_LIMIT, Math.max(0, ...hours))),
    unlimitedToo: alone.every(({ kind }) => kind !== 'hours'),
    offsetTable: offsets.length === 0 ? null : offsetTable(offsets),
  };
}

/** What an alternative that is no tag means. */
export function meetsRange({ utcOffsetMinutes, hoursMax, minRateCents }: Columns, range: MixedClause['ranges'][number]): boolean {
  switch (range.kind) {
    case 'offset':
      return offsetDistance(utcOffsetMinutes, range.centre) <= range.within;
    case 'hours':
      return hoursMax !== null && hoursMax >= range.atLeast;
    case 'hours-free':
      return hoursMax === null || hoursMax >= range.atLeast;
    case 'rate':
      return minRateCents <= range.atMostCents;
  }
}

export const mixedClause = (anyOf: readonly Alternative[], tags: TagTable): MixedClause => ({
  tags: numbersOf(anyOf, tags),
  ranges: anyOf.filter((one) => one.kind !== 'tag'),
});

const numbersOf = (anyOf: readonly Alternative[], tags: TagTable): number[] => [
  ...new Set(anyOf.flatMap((one) => (one.kind === 'tag' ? [tags.numberOf(one.tag)] : []))),
];

function offsetTable(offsets: readonly { readonly centre: number; readonly within: number }[]): Uint8Array {
  const isMet = (minute: number) => offsets.every(({ centre, within }) => offsetDistance(minute - FIRST_OFFSET, centre) <= within);
  return Uint8Array.from({ length: 2 * FIRST_OFFSET + 1 }, (_, minute) => (isMet(minute) ? 1 : 0));
}
