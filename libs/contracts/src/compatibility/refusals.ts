import type { Schema } from './contract-set.ts';
import { escaped } from './keywords.ts';

/** The kinds of reasons for which a reader may refuse what a writer writes. */
export type RefusalKind = 'type' | 'null' | 'required' | 'undeclared' | 'open' | 'value' | 'pattern' | 'format' | 'limit' | 'items';

/** A reason for which a reader may refuse a value that a writer may write. */
export interface Refusal {
  readonly kind: RefusalKind;
  /** JSON pointer into the writer's schema. */
  readonly path: string;
  /** The writer's and the reader's word, e.g. `maxLength 500` and `maxLength 200`. */
  readonly writes: string;
  readonly reads: string;
}

/**
 * Whether a reader with the one schema takes every value of a writer with the other: the reasons against it, none if it does.
 * What it lets pass is safe; what it cannot prove counts as a refusal. A writer writes declared fields only (`parse` sees to
 * that), so a field that only the reader declares is never there.
 */
export function refusals(writer: Schema, reader: Schema, path = ''): readonly Refusal[] {
  if (writer.anyOf) return writer.anyOf.flatMap((branch, index) => refusals(branch, reader, `${path}/anyOf/${index}`));
  if (reader.anyOf) return refusalsOfAll(writer, reader.anyOf, path);
  const values = valuesOf(writer);
  if (values) return refusedValues(values, reader, path);
  if (valuesOf(reader)) return [{ kind: 'value', path, writes: 'any value', reads: said(reader, 'enum', 'const') }];
  const types = refusedTypes(writer, reader, path);
  if (types.length > 0) return types;
  return [...refusedTexts(writer, reader, path), ...refusedLimits(writer, reader, path), ...refusedParts(writer, reader, path)];
}

/** Some branch must take every value; the closest one says why none does. */
function refusalsOfAll(writer: Schema, branches: readonly Schema[], path: string): readonly Refusal[] {
  const values = valuesOf(writer);
  if (values && values.length > 1) return uniqueByPath(values.flatMap((value) => refusalsOfAll({ const: value }, branches, path)));
  const types = typesOf(writer);
  if (types.length > 1) return types.flatMap((type) => refusalsOfAll({ ...writer, type }, branches, path));
  const attempts = branches.map((branch) => refusals(writer, branch, path));
  if (attempts.some((attempt) => attempt.length === 0)) return [];
  const close = attempts.find((attempt) => attempt.every(({ kind, path: at }) => at !== path || (kind !== 'type' && kind !== 'null')));
  return (
    close ?? [{ kind: types[0] === 'null' ? 'null' : 'type', path, writes: typeName(types), reads: typeName(branches.flatMap(typesOf)) }]
  );
}

const EVERY_TYPE = ['array', 'boolean', 'null', 'number', 'object', 'string'];

function typesOf(schema: Schema): readonly string[] {
  const values = valuesOf(schema);
  if (values) return [...new Set(values.map((value) => (value === null ? 'null' : typeof value)))];
  return schema.type === undefined ? EVERY_TYPE : [schema.type].flat();
}

const typeName = (types: readonly string[]): string => `type ${[...new Set(types)].join(', ')}`;

function refusedTypes(writer: Schema, reader: Schema, path: string): readonly Refusal[] {
  const [written, read] = [typesOf(writer), typesOf(reader)];
  const refused = written.filter((type) => !read.includes(type) && !(type === 'integer' && read.includes('number')));
  if (refused.length === 0) return [];
  const kind = refused.every((type) => type === 'null') ? 'null' : 'type';
  return [{ kind, path, writes: typeName(written), reads: typeName(read) }];
}

const valuesOf = (schema: Schema): readonly unknown[] | undefined => ('const' in schema ? [schema.const] : schema.enum);

/** Values are scalars; one is taken if the reader lists it, or lists nothing and has its type and no rule that might refuse it. */
function refusedValues(values: readonly unknown[], reader: Schema, path: string): readonly Refusal[] {
  const listed = valuesOf(reader);
  const reads = said(reader, 'type', 'enum', 'const', 'pattern', 'format', 'minLength', 'maxLength', 'minimum', 'maximum');
  return values
    .filter((value) => (listed ? !listed.includes(value) : refusalOfOne(value, reader)))
    .map((value) => ({ kind: 'value', path, writes: JSON.stringify(value), reads }));
}

function refusalOfOne(value: unknown, reader: Schema): boolean {
  const exact = { type: Number.isInteger(value) ? 'integer' : typesOf({ const: value })[0]! };
  if (refusedTypes(exact, reader, '').length > 0) return true;
  const { minimum = -Infinity, maximum = Infinity, minLength = 0, maxLength = Infinity } = reader as Readonly<Record<string, number>>;
  if (typeof value === 'number') return value < minimum || value > maximum;
  if (typeof value !== 'string') return false;
  const length = [...value].length;
  if (length < minLength || length > maxLength || reader.format !== undefined) return true;
  return reader.pattern !== undefined && !new RegExp(reader.pattern, 'u').test(value);
}

const overlaps = (schema: Schema, ...types: readonly string[]): boolean => typesOf(schema).some((type) => types.includes(type));

function refusedTexts(writer: Schema, reader: Schema, path: string): readonly Refusal[] {
  if (!overlaps(writer, 'string')) return [];
  return (['pattern', 'format'] as const)
    .filter((keyword) => reader[keyword] !== undefined && reader[keyword] !== writer[keyword])
    .map((keyword) => ({ kind: keyword, path, writes: said(writer, keyword), reads: said(reader, keyword) }));
}

const lower = { minimum: ['number', 'integer'], minLength: ['string'], minItems: ['array'] };
const upper = { maximum: ['number', 'integer'], maxLength: ['string'], maxItems: ['array'] };

function refusedLimits(writer: Schema, reader: Schema, path: string): readonly Refusal[] {
  const limit = (schema: Schema, keyword: string, none: number): number => (schema[keyword] as number | undefined) ?? none;
  const broken = [
    ...Object.entries(lower).filter(([keyword]) => limit(writer, keyword, -Infinity) < limit(reader, keyword, -Infinity)),
    ...Object.entries(upper).filter(([keyword]) => limit(writer, keyword, Infinity) > limit(reader, keyword, Infinity)),
  ];
  return broken
    .filter(([, types]) => overlaps(writer, ...types))
    .map(([keyword]) => ({ kind: 'limit', path, writes: said(writer, keyword), reads: said(reader, keyword) }));
}

function refusedParts(writer: Schema, reader: Schema, path: string): readonly Refusal[] {
  const found: Refusal[] = [];
  if (overlaps(writer, 'array') && reader.items) {
    if (writer.items) found.push(...refusals(writer.items, reader.items, `${path}/items`));
    else found.push({ kind: 'items', path, writes: 'items of any kind', reads: 'items of one kind' });
  }
  if (!overlaps(writer, 'object')) return found;
  const place = (name: string): string => `${path}/properties/${escaped(name)}`;
  for (const name of reader.required ?? []) {
    if (writer.required?.includes(name)) continue;
    found.push({
      kind: 'required',
      path: place(name),
      writes: writer.properties?.[name] ? 'the field only at times' : 'no such field',
      reads: 'the field required',
    });
  }
  for (const [name, property] of Object.entries(writer.properties ?? {})) {
    const read = reader.properties?.[name];
    if (read) found.push(...refusals(property, read, place(name)));
    else if (reader.additionalProperties === false)
      found.push({ kind: 'undeclared', path: place(name), writes: 'the field', reads: 'additionalProperties false' });
  }
  if (reader.additionalProperties === false && writer.additionalProperties !== false) {
    found.push({ kind: 'open', path, writes: 'additional properties', reads: 'additionalProperties false' });
  }
  return found;
}

const uniqueByPath = (found: readonly Refusal[]): readonly Refusal[] => [
  ...new Map(found.map((refusal) => [`${refusal.path} ${refusal.writes}`, refusal])).values(),
];

function said(schema: Schema, ...keywords: readonly string[]): string {
  const words = keywords
    .filter((keyword) => schema[keyword] !== undefined)
    .map((keyword) => `${keyword} ${JSON.stringify(schema[keyword])}`);
  return words.length > 0 ? words.join(', ') : `no ${keywords.join(', ')}`;
}
