import { Type, type Static, type TSchema, type TUnsafe } from '@sinclair/typebox';

/** An aggregate's id. */
export const uuid = (description?: string) => Type.String({ format: 'uuid', ...(description && { description }) });

/** A person's pseudonym, the same everywhere (subjectRef = contributorId). */
export const person = (description = 'The person’s pseudonym (subjectRef).') => uuid(description);

/** An instant in UTC, RFC 3339. */
export const instant = (description?: string) => Type.String({ format: 'date-time', ...(description && { description }) });

/** A calendar day, `YYYY-MM-DD`. */
export const date = (description?: string) => Type.String({ format: 'date', ...(description && { description }) });

/** A whole number, not negative. */
export const count = (description?: string) => Type.Integer({ minimum: 0, ...(description && { description }) });

/** A version of an aggregate or the number of a revision: 1, 2, 3 … */
export const ordinal = (description?: string) => Type.Integer({ minimum: 1, ...(description && { description }) });

export const text = (description?: string) => Type.String({ minLength: 1, maxLength: 500, ...(description && { description }) });

/** A code of a published list or taxonomy. */
export const code = (description?: string) => Type.String({ minLength: 1, maxLength: 200, ...(description && { description }) });

/** Money in minor units, as a decimal string: a JSON number would lose digits. */
export const amount = (description?: string) =>
  Type.Object(
    { amountMinor: Type.String({ pattern: '^(0|[1-9][0-9]{0,15})$' }), currency: Type.String({ pattern: '^[A-Z]{3}$' }) },
    description ? { description } : {},
  );

export const nullable = <Schema extends TSchema>(schema: Schema) => Type.Union([schema, Type.Null()]);

/** A list whose type is read-only. */
export const list = <Item extends TSchema>(item: Item, description?: string): TUnsafe<readonly Static<Item>[]> =>
  Type.Unsafe<readonly Static<Item>[]>(Type.Array(item, description ? { description } : {}));

/** One of `known`, today: a reader takes a value that it does not know as "unknown", never as an error (decisions D12). */
export const openEnum = <const Known extends readonly string[]>(
  known: Known,
  description?: string,
): TUnsafe<Known[number] | (string & {})> =>
  Type.Unsafe<Known[number] | (string & {})>(
    Type.String({ minLength: 1, maxLength: 64, 'x-known-values': known, ...(description && { description }) }),
  );
