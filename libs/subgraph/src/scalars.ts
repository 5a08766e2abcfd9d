import { GraphQLError, GraphQLScalarType, Kind, type GraphQLScalarTypeConfig } from 'graphql';
import { GraphQLCountryCode, GraphQLCurrency, GraphQLDateTime, GraphQLLocalDate, GraphQLLocale, GraphQLTimeZone } from 'graphql-scalars';

const LIMIT = 2n ** 63n;

/** The scalars of shared.graphql (decisions D15), as resolvers. `DateTime` is a Date, `BigInt` a bigint, the rest are strings. */
export const scalars: Readonly<Record<string, GraphQLScalarType>> = {
  DateTime: new GraphQLScalarType<Date, string>({
    name: 'DateTime',
    description: 'An instant, RFC 3339 in UTC with milliseconds: `2026-03-01T09:30:00.000Z`.',
    serialize: (value) => toDate(GraphQLDateTime.serialize(value)).toISOString(),
    parseValue: (value) => toDate(text('DateTime', GraphQLDateTime.parseValue)(value)),
    parseLiteral: (node) => {
      if (node.kind === Kind.STRING) return toDate(text('DateTime', GraphQLDateTime.parseValue)(node.value));
      throw new GraphQLError('DateTime must be a string.', { nodes: node });
    },
  }),
  Date: named(GraphQLLocalDate.toConfig(), 'Date', 'A calendar day, `2026-03-01` (ISO 8601).'),
  BigInt: new GraphQLScalarType<bigint, string>({
    name: 'BigInt',
    description: 'A whole number of up to 64 bits, as a decimal string; integers are accepted as input.',
    serialize: (value) => toBigInt(value).toString(),
    parseValue: toBigInt,
    parseLiteral: (node) => {
      if (node.kind === Kind.STRING || node.kind === Kind.INT) return toBigInt(node.value);
      throw new GraphQLError('BigInt must be a whole number, as a decimal string.', { nodes: node });
    },
  }),
  CountryCode: named(GraphQLCountryCode.toConfig(), 'CountryCode', 'A country, ISO 3166-1 alpha-2: `KE`.', upper),
  CurrencyCode: named(GraphQLCurrency.toConfig(), 'CurrencyCode', 'A currency, ISO 4217: `EUR`.', upper),
  LanguageTag: named(GraphQLLocale.toConfig(), 'LanguageTag', 'A language, BCP 47: `sw` or `pt-BR`.'),
  TimeZone: named(GraphQLTimeZone.toConfig(), 'TimeZone', 'An IANA time zone: `Africa/Nairobi`.'),
};

// The library takes codes in any case; the network compares them as ISO writes them.
function upper(code: string): string {
  return code.toUpperCase();
}

function named(
  config: GraphQLScalarTypeConfig<string, string>,
  name: string,
  description: string,
  normalise: (value: string) => string = String,
): GraphQLScalarType<string, string> {
  const parse = (value: unknown): string => normalise((config.parseValue ?? String)(value));
  return new GraphQLScalarType({
    ...config,
    name,
    description,
    parseValue: text(name, parse),
    parseLiteral: (node) => {
      if (node.kind === Kind.STRING) return text(name, parse)(node.value);
      throw new GraphQLError(`${name} must be a string.`, { nodes: node });
    },
  });
}

// The library echoes the value or calls string methods on it: neither suits an object, a megabyte or half a character.
function text<T>(name: string, parse: (value: unknown) => T): (value: unknown) => T {
  return (value) => {
    if (typeof value !== 'string') throw new GraphQLError(`${name} must be a string.`);
    if (value.length > 100 || !/^[\x20-\x7e]*$/.test(value)) throw new GraphQLError(`This is not a ${name}.`);
    return parse(value);
  };
}

function toDate(value: unknown): Date {
  if (value instanceof Date && !Number.isNaN(value.getTime())) return value;
  throw new GraphQLError('DateTime must be an instant in RFC 3339, like 2026-03-01T09:30:00.000Z.');
}

function toBigInt(value: unknown): bigint {
  if (typeof value === 'bigint') return value;
  if (typeof value === 'number' && Number.isSafeInteger(value)) return BigInt(value);
  if (typeof value === 'string' && /^-?\d{1,19}$/.test(value)) {
    const number = BigInt(value);
    if (number >= -LIMIT && number < LIMIT) return number;
  }
  throw new GraphQLError('BigInt must be a whole number of up to 64 bits, as a decimal string.');
}
