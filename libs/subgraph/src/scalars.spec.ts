import { GraphQLError, Kind } from 'graphql';
import { scalars } from './scalars.ts';

const parse = (name: string, value: unknown): unknown => scalars[name]!.parseValue(value);
const literal = (name: string, value: string): unknown => scalars[name]!.parseLiteral({ kind: Kind.STRING, value }, {});

describe('the scalars', () => {
  it.each([
    ['DateTime', '2026-03-01T10:00:00+01:00', new Date('2026-03-01T09:00:00Z'), '2026-03-01T09:00:00.000Z'],
    ['Date', '2028-02-29', '2028-02-29', '2028-02-29'],
    ['BigInt', '9007199254740993', 9007199254740993n, '9007199254740993'],
    ['BigInt', '-9223372036854775808', -(2n ** 63n), '-9223372036854775808'],
    ['CountryCode', 'KE', 'KE', 'KE'],
    ['CurrencyCode', 'EUR', 'EUR', 'EUR'],
    ['LanguageTag', 'pt-BR', 'pt-BR', 'pt-BR'],
    ['TimeZone', 'Africa/Nairobi', 'Africa/Nairobi', 'Africa/Nairobi'],
  ])('%s takes %s and gives it back', (name, input, value, output) => {
    expect(parse(name, input)).toEqual(value);
    expect(literal(name, input)).toEqual(value);
    expect(scalars[name]!.serialize(value)).toEqual(output);
  });

  it('write codes as ISO does', () => {
    expect(parse('CountryCode', 'ke')).toBe('KE');
    expect(parse('CurrencyCode', 'eur')).toBe('EUR');
  });

  it('BigInt takes integers, too', () => {
    expect(parse('BigInt', 42)).toBe(42n);
    expect(scalars['BigInt']!.parseLiteral({ kind: Kind.INT, value: '42' }, {})).toBe(42n);
  });

  const wrong: unknown[] = ['', 'x', '\0', '\ud800', 'x'.repeat(1_000_000), {}, [], null, true, 1.5, Infinity, 2 ** 60, { toString: 1 }];
  it.each(Object.keys(scalars))('%s calls everything else wrong, without choking on it', (name) => {
    for (const value of wrong) expect(() => parse(name, value)).toThrow(GraphQLError);
  });

  it.each([
    ['Date', '2026-02-30'],
    ['DateTime', '2026-02-30T00:00:00Z'],
    ['DateTime', '2026-03-01'],
    ['BigInt', '9223372036854775808'],
    ['BigInt', '1e3'],
    ['CountryCode', 'ZZ'],
    ['CurrencyCode', 'EURO'],
    ['TimeZone', 'Mars/Olympus'],
  ])('%s does not take %s', (name, value) => {
    expect(() => parse(name, value)).toThrow(GraphQLError);
    expect(() => literal(name, value)).toThrow(GraphQLError);
  });
});
