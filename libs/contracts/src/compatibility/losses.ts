import type { Schema } from './contract-set.ts';
import { escaped } from './keywords.ts';

/** A place in a schema: its JSON pointer, and the same without the numbers of branches, by which two versions are compared. */
interface Place {
  readonly path: string;
  readonly sameAs: string;
  readonly schema: Schema;
}

/** JSON pointers of the fields that only the older schema declares; of a whole that is gone, the whole. */
export function lostFields(older: Schema, newer: Schema): readonly string[] {
  const kept = new Set(placesOf(newer).map(({ sameAs }) => sameAs));
  const lost = placesOf(older).filter(({ path, sameAs }) => /\/properties\/[^/]+$/.test(path) && !kept.has(sameAs));
  return lost.filter(({ path }) => !lost.some((whole) => path.startsWith(`${whole.path}/`))).map(({ path }) => path);
}

/** The values of open enumerations that the newer schema does not tell any more: its readers would take them for unknown ones. */
export function lostValues(older: Schema, newer: Schema): readonly { readonly path: string; readonly value: string }[] {
  const known = Map.groupBy(placesOf(newer), ({ sameAs }) => sameAs);
  const told = ({ schema }: Place): readonly unknown[] => schema['x-known-values'] ?? schema.enum ?? [];
  return placesOf(older).flatMap(({ path, sameAs, schema }) => {
    const now = known.get(sameAs)?.flatMap(told);
    return now ? (schema['x-known-values'] ?? []).filter((value) => !now.includes(value)).map((value) => ({ path, value })) : [];
  });
}

function placesOf(schema: Schema, path = '', sameAs = ''): readonly Place[] {
  const { properties = {}, items, anyOf = [] } = schema;
  return [
    { path, sameAs, schema },
    ...Object.entries(properties).flatMap(([name, property]) => {
      const step = `/properties/${escaped(name)}`;
      return placesOf(property, path + step, sameAs + step);
    }),
    ...(items ? placesOf(items, `${path}/items`, `${sameAs}/items`) : []),
    ...anyOf.flatMap((branch, index) => placesOf(branch, `${path}/anyOf/${index}`, sameAs)),
  ];
}
