import type { Schema } from './contract-set.ts';

/** A part of a schema that the comparison does not understand. */
export interface Misunderstood {
  /** JSON pointer into the schema. */
  readonly path: string;
  readonly what: string;
}

type Form = (value: unknown) => boolean;

const isObject: Form = (value) => typeof value === 'object' && value !== null && !Array.isArray(value);
const isText: Form = (value) => typeof value === 'string';
const isNumber: Form = (value) => typeof value === 'number';
const isTexts: Form = (value) => Array.isArray(value) && value.every(isText);
const isScalar: Form = (value) => value === null || ['string', 'number', 'boolean'].includes(typeof value);
const anything: Form = () => true;

/** Says nothing about which values are valid. */
const annotations: Readonly<Record<string, Form>> = {
  ...{ $schema: isText, $id: isText, $comment: isText, title: isText, description: isText },
  ...{ default: anything, examples: anything, 'x-known-values': isTexts },
};

const rules: Readonly<Record<string, Form>> = {
  ...{ type: (value) => isText(value) || isTexts(value), enum: (value) => Array.isArray(value) && value.every(isScalar), const: isScalar },
  ...{ properties: isObject, required: isTexts, additionalProperties: (value) => typeof value === 'boolean' },
  ...{ items: isObject, minItems: isNumber, maxItems: isNumber },
  ...{ minLength: isNumber, maxLength: isNumber, pattern: isText, format: isText, minimum: isNumber, maximum: isNumber },
  anyOf: Array.isArray,
};

/**
 * What of a schema the comparison cannot judge: a keyword that it does not know, or one in a form that it does not know. Such a
 * schema is refused; passing over the keyword would call a breaking change compatible.
 */
export function misunderstood(schema: unknown, path = ''): readonly Misunderstood[] {
  if (!isObject(schema)) return [{ path, what: 'a schema that is no object' }];
  const { properties = {}, items, anyOf = [], ...rest } = schema as Schema;
  const unknown = Object.entries(schema as Schema)
    .filter(([keyword, value]) => !(annotations[keyword] ?? rules[keyword])?.(value))
    .map(([keyword, value]) => ({ path, what: keyword in rules ? `${keyword}: ${JSON.stringify(value)}` : `the keyword ${keyword}` }));
  if (unknown.length > 0) return unknown;
  if (anyOf.length > 0 && [...Object.keys(rest), ...(items ? ['items'] : [])].some((keyword) => keyword in rules)) {
    return [{ path, what: 'anyOf beside other rules' }];
  }
  return [
    ...Object.entries(properties).flatMap(([name, property]) => misunderstood(property, `${path}/properties/${escaped(name)}`)),
    ...(items ? misunderstood(items, `${path}/items`) : []),
    ...anyOf.flatMap((branch, index) => misunderstood(branch, `${path}/anyOf/${index}`)),
  ];
}

/** A name as a part of a JSON pointer (RFC 6901). */
export const escaped = (name: string): string => name.replaceAll('~', '~0').replaceAll('/', '~1');
