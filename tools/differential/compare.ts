import { isDeepStrictEqual } from 'node:util';
import type { SpecAnswer } from '@crossing/federation-executor/spec-graph.ts';

/** What clients can tell answers apart by: the data, and of each error its message, place and code. The order of errors is free. */
function visible({ data, errors }: SpecAnswer) {
  const told = (errors ?? []).map(({ message, path, extensions }) => JSON.stringify([message, path ?? null, extensions?.code ?? null]));
  return { data: JSON.parse(JSON.stringify(data ?? null)) as unknown, errors: told.sort() };
}

/** What differs between two answers to one operation; undefined where nothing does. */
export function difference(stock: SpecAnswer, compiled: SpecAnswer): string | undefined {
  const [theirs, ours] = [visible(stock), visible(compiled)];
  if (!isDeepStrictEqual(theirs.data, ours.data))
    return `data\n  stock    ${JSON.stringify(theirs.data)}\n  compiled ${JSON.stringify(ours.data)}`;
  if (isDeepStrictEqual(theirs.errors, ours.errors)) return undefined;
  const [onlyTheirs, onlyOurs] = [missingIn(theirs.errors, ours.errors), missingIn(ours.errors, theirs.errors)];
  if (areMisplaced(onlyTheirs, onlyOurs, ours.data)) return undefined;
  return `errors\n  only stock    ${onlyTheirs.join('\n                ')}\n  only compiled ${onlyOurs.join('\n                ')}`;
}

/**
 * Whether the stock executor only took the wrong elements of lists: it counts the entities that it sent where it should count
 * those of the list (README). Ours must lead to a null then, as the path of an error has to.
 */
function areMisplaced(theirs: readonly string[], ours: readonly string[], data: unknown): boolean {
  const withoutIndexes = (errors: readonly string[]): string[] =>
    errors.map((error) => error.replace(/(?<=[[,])\d+(?=[\],])/g, '*')).sort();
  return isDeepStrictEqual(withoutIndexes(theirs), withoutIndexes(ours)) && ours.every((error) => leadsToNull(data, pathOf(error)));
}

const pathOf = (error: string): readonly (string | number)[] => (JSON.parse(error) as [string, (string | number)[] | null])[1] ?? [];

const leadsToNull = (data: unknown, path: readonly (string | number)[]): boolean =>
  path.reduce<unknown>(
    (value, step) => (value === null || value === undefined ? value : (value as Record<string | number, unknown>)[step]),
    data,
  ) == null;

/** The elements of `from` that `other` lacks, counting repetitions. */
export function missingIn(from: readonly string[], other: readonly string[]): string[] {
  const left = [...other];
  return from.filter((element) => {
    const index = left.indexOf(element);
    if (index >= 0) left.splice(index, 1);
    return index < 0;
  });
}
