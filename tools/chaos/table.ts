import type { Kind } from './kinds.ts';

/** How long it took after a fault until what was committed later arrived everywhere, in milliseconds. */
export interface Recovery {
  readonly kind: Kind;
  readonly ms: number;
}

export interface Row {
  readonly fault: string;
  readonly count: number;
  readonly p50: number | null;
  readonly p95: number | null;
  readonly max: number | null;
}

/** A row for each of the kinds, also of those that did not come. */
export const rowsOf = (kinds: readonly Kind[], recoveries: readonly Recovery[]): readonly Row[] =>
  kinds.map((kind) =>
    rowOf(
      kind,
      recoveries.filter((recovery) => recovery.kind === kind),
    ),
  );

/** One row over all of these. */
export function rowOf(fault: string, recoveries: readonly Recovery[]): Row {
  const sorted = recoveries.map(({ ms }) => Math.round(ms)).sort((a, b) => a - b);
  return { fault, count: sorted.length, p50: percentile(sorted, 0.5), p95: percentile(sorted, 0.95), max: sorted.at(-1) ?? null };
}

/** The smallest value that is not below this share of them (nearest rank); null of none. */
export const percentile = (sorted: readonly number[], share: number): number | null =>
  sorted[Math.max(0, Math.ceil(sorted.length * share) - 1)] ?? null;

/** For a person's eye: numbers to the right. */
export function tableText(rows: readonly Row[]): string {
  const cells = [
    ['fault', 'count', 'recovery p50', 'p95', 'max'],
    ...rows.map(({ fault, count, ...ms }) => [
      fault,
      String(count),
      ...[ms.p50, ms.p95, ms.max].map((value) => (value === null ? '–' : `${value} ms`)),
    ]),
  ];
  const widths = cells[0]!.map((_cell, column) => Math.max(...cells.map((row) => row[column]!.length)));
  return cells
    .map((row) => row.map((cell, column) => (column === 0 ? cell.padEnd(widths[column]!) : cell.padStart(widths[column]!))).join('  '))
    .join('\n');
}
