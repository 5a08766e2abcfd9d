import fc, { type Arbitrary } from 'fast-check';
import type { Schema } from './contract-set.ts';

const NAMES = ['a', 'b', 'c', 'd'];
const NEW_NAMES = ['added', 'another'];
const VALUES = ['A', 'B', 'C', 'D'];
const PATTERNS = ['^(0|[1-9][0-9]{0,3})$', '^[A-Z]{3}$', '^x'];

const small = fc.integer({ min: 0, max: 3 });
const nullable = (schema: Schema): Schema => ({ anyOf: [schema, { type: 'null' }] });
const openEnum = (values: readonly string[]): Schema => ({ type: 'string', minLength: 1, maxLength: 64, 'x-known-values': values });
const some = (values: readonly string[]): Arbitrary<string[]> => fc.subarray([...values], { minLength: 1 });

const leaf: Arbitrary<Schema> = fc.oneof(
  fc.tuple(small, small).map(([minLength, more]) => ({ type: 'string', minLength, maxLength: minLength + more })),
  fc.constantFrom('uuid', 'date-time', 'date').map((format) => ({ type: 'string', format })),
  fc.constantFrom(...PATTERNS).map((pattern) => ({ type: 'string', pattern })),
  fc.tuple(fc.constantFrom('integer', 'number'), small, small).map(([type, minimum, more]) => ({ type, minimum, maximum: minimum + more })),
  some(VALUES).map(openEnum),
  some(VALUES).map((values) => ({ enum: values })),
  fc.oneof(fc.constantFrom(...VALUES), small, fc.constant(null)).map((value) => ({ const: value })),
  fc.constant({ type: 'boolean' }),
  fc.constant({ type: ['string', 'null'], maxLength: 3 }),
);

const objectOf = (inner: Arbitrary<Schema>): Arbitrary<Schema> =>
  fc
    .dictionary(fc.constantFrom(...NAMES), inner, { maxKeys: 4, noNullPrototype: true })
    .chain((properties) => fc.subarray(Object.keys(properties)).map((required) => ({ type: 'object', properties, required })));

const node = (depth: number): Arbitrary<Schema> => {
  if (depth === 0) return leaf;
  const inner = node(depth - 1);
  const list = fc.tuple(inner, small).map(([items, maxItems]) => ({ type: 'array', items, maxItems }));
  return fc.oneof(leaf, inner.map(nullable), list, objectOf(inner));
};

/** A schema as a contract may have one: an object of anything that the comparison understands. */
export const anySchema: Arbitrary<Schema> = objectOf(node(2));

/** The schema's parts, each changed by `change`. */
function withParts(schema: Schema, change: (part: Schema) => Arbitrary<Schema>): Arbitrary<Schema> {
  const { properties, items, anyOf } = schema;
  if (items) return change(items).map((part) => ({ ...schema, items: part }));
  if (anyOf) return fc.tuple(...anyOf.map(change)).map((parts) => ({ ...schema, anyOf: parts }));
  if (!properties) return fc.constant(schema);
  const changed = fc.tuple(...Object.values(properties).map(change));
  return changed.map((parts) => ({
    ...schema,
    properties: Object.fromEntries(Object.keys(properties).map((name, index) => [name, parts[index]!])),
  }));
}

/** The schema after changes that its contract may see: optional fields, known values, words. */
export const grownFrom = (schema: Schema): Arbitrary<Schema> =>
  withParts(schema, grownFrom).chain((inner) => {
    const words: Schema = { ...inner, description: 'In other words.' };
    if (inner['x-known-values']) return some(['X', 'Y']).map((more) => openEnum([...inner['x-known-values']!, ...more]));
    if (!inner.properties) return fc.constantFrom(inner, words);
    const fields = fc.dictionary(fc.constantFrom(...NEW_NAMES), node(1), { noNullPrototype: true });
    return fields.map((more) => ({ ...words, properties: { ...more, ...inner.properties } }));
  });

/** The schema after any changes: mostly breaking ones. */
export const changedFrom = (schema: Schema): Arbitrary<Schema> =>
  withParts(schema, (part) => fc.oneof({ weight: 3, arbitrary: fc.constant(part) }, { weight: 2, arbitrary: changedFrom(part) })).chain(
    (inner) => fc.oneof(fc.constant(inner), fc.constant(nullable(inner)), leaf, ...changesOf(inner)).filter(hasValues),
  );

function changesOf(schema: Schema): readonly Arbitrary<Schema>[] {
  const { properties, required = [], anyOf } = schema;
  const changes = Object.keys(schema)
    .filter((keyword) => /^(min|max)/.test(keyword))
    .map((limit) => fc.integer({ min: -1, max: 1 }).map((by) => ({ ...schema, [limit]: Math.max(0, (schema[limit] as number) + by) })));
  if (schema.enum) return [some(VALUES).map((values) => ({ enum: values }))];
  if (anyOf) return [fc.constantFrom(...anyOf), fc.shuffledSubarray([...anyOf], { minLength: 1 }).map((branches) => ({ anyOf: branches }))];
  if (!properties) return changes;
  const kept = fc.subarray(Object.keys(properties));
  return [
    kept.map((names) => ({ ...schema, required: names })),
    kept.map((names) => ({
      ...{ ...schema, properties: Object.fromEntries(names.map((name) => [name, properties[name]!])) },
      required: required.filter((name) => names.includes(name)),
    })),
    fc.boolean().map((additionalProperties) => ({ ...schema, additionalProperties })),
  ];
}

function hasValues(schema: Schema): boolean {
  const { minimum = 0, maximum = 9, minLength = 0, maxLength = 9 } = schema as Readonly<Record<string, number>>;
  return minimum <= maximum && minLength <= maxLength;
}

/** Values that are valid for the schema, with the fields that it declares and no others, as a writer writes them. */
export function valueOf(schema: Schema): Arbitrary<unknown> {
  if (schema.anyOf) return fc.oneof(...schema.anyOf.map(valueOf));
  if ('const' in schema) return fc.constant(schema.const);
  if (schema.enum) return fc.constantFrom(...schema.enum);
  return fc.oneof(...[schema.type!].flat().map((type) => valueOfType(type, schema)));
}

function valueOfType(type: string, schema: Schema): Arbitrary<unknown> {
  const {
    minimum: min = 0,
    maximum: max = 9,
    minLength = 0,
    maxLength = 9,
    maxItems: maxLengthOfList = 3,
  } = schema as Readonly<Record<string, number>>;
  const instant = fc.date({ min: new Date(0), max: new Date('2099-12-31'), noInvalidDate: true }).map((date) => date.toISOString());
  const { properties = {}, required = [] } = schema;
  switch (type) {
    case 'null':
      return fc.constant(null);
    case 'boolean':
      return fc.boolean();
    case 'integer':
      return fc.integer({ min, max });
    case 'number':
      return fc.double({ min, max, noNaN: true });
    case 'array':
      return fc.array(valueOf(schema.items!), { maxLength: maxLengthOfList });
    case 'object':
      return fc.record(Object.fromEntries(Object.entries(properties).map(([name, property]) => [name, valueOf(property)])), {
        requiredKeys: required.filter((name) => name in properties),
        noNullPrototype: true,
      });
  }
  if (schema.pattern) return fc.stringMatching(new RegExp(schema.pattern, 'u'));
  if (schema.format)
    return schema.format === 'uuid' ? fc.uuid() : instant.map((text) => (schema.format === 'date' ? text.slice(0, 10) : text));
  return fc.string({ minLength, maxLength, unit: 'grapheme-ascii' });
}
