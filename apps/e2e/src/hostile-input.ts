import fc from 'fast-check';
import {
  getNamedType,
  isEnumType,
  isInputObjectType,
  isListType,
  isNonNullType,
  type GraphQLInputType,
  type GraphQLObjectType,
  type GraphQLSchema,
} from 'graphql';

/** What nobody means well by: it fits the type, or nearly. */
const texts = fc.oneof(
  fc.constantFrom(
    '',
    ' ',
    '\0',
    'a\0b',
    '\ud800',
    "'; DROP TABLE account; --",
    '../../etc/passwd',
    '{}',
    '<script>',
    'ＡＢＣ',
    '\u202e',
    'x'.repeat(5000),
  ),
  fc.string({ maxLength: 40, unit: 'binary' }),
);
const uuid = fc.uuid();
const TYPES = [
  'Opportunity',
  'Application',
  'Offer',
  'Engagement',
  'WorkRecord',
  'Company',
  'ContributorProfile',
  'Viewer',
  'Session',
  'Nonsense',
];
const globalId = fc.tuple(fc.constantFrom(...TYPES), uuid).map(([type, id]) => Buffer.from(`${type}:${id}`).toString('base64url'));

const scalars: Readonly<Record<string, fc.Arbitrary<unknown>>> = {
  ID: fc.oneof(globalId, texts, fc.integer()),
  String: texts,
  Int: fc.constantFrom(0, -1, 1, 2, 5, 90, 2 ** 31 - 1, -(2 ** 31), 1.5, 1e308, '1'),
  Boolean: fc.boolean(),
  DateTime: fc.constantFrom(
    '2026-02-30T00:00:00Z',
    '0001-01-01T00:00:00Z',
    '9999-12-31T23:59:59.999Z',
    'tomorrow',
    '',
    0,
    '+275760-09-13T00:00:00Z',
  ),
  Date: fc.constantFrom('2026-02-30', '0000-00-00', '9999-12-31', '1900-01-01', 'today', 20260101, ''),
  BigInt: fc.constantFrom('0', '-1', '9'.repeat(30), '1e3', ' 5', '', 1.5, '9223372036854775808', '100'),
  CountryCode: fc.constantFrom('KE', 'XX', 'ke', '', 'KEN'),
  CurrencyCode: fc.constantFrom('USD', 'XXX', 'usd', '', 'BTC', 'XTS'),
  LanguageTag: fc.constantFrom('sw', 'xx-yy-zz', '', 'en-x-private', 'i-klingon', 'de-DE-u-co-phonebk'),
  TimeZone: fc.constantFrom('Africa/Nairobi', 'Mars/Olympus', '', 'UTC', '+02:00'),
};

/** Values for an input type: well formed, hostile, and sometimes with a field that is missing, null or unknown. */
export function hostile(type: GraphQLInputType, ids: readonly string[], depth = 0): fc.Arbitrary<unknown> {
  if (isNonNullType(type)) {
    const inner = hostile(type.ofType, ids, depth);
    return fc.oneof({ weight: 30, arbitrary: inner }, { weight: 1, arbitrary: fc.constant(null) });
  }
  if (isListType(type)) return fc.array(hostile(type.ofType, ids, depth + 1), { maxLength: depth > 2 ? 2 : 4 });
  const named = getNamedType(type);
  if (isEnumType(named)) return fc.constantFrom(...named.getValues().map(({ name }) => name), 'NO_SUCH_VALUE');
  if (isInputObjectType(named)) {
    const fields = Object.values(named.getFields()).map((field) => [field.name, hostile(field.type, ids, depth + 1)] as const);
    return fc.record(Object.fromEntries(fields), {
      requiredKeys: fields.map(([name]) => name).filter((name) => name !== 'idempotencyKey'),
    });
  }
  const scalar = scalars[named.name] ?? texts;
  return named.name === 'ID' && ids.length > 0 ? fc.oneof(scalar, fc.constantFrom(...ids)) : scalar;
}

export interface Attack {
  readonly mutation: string;
  readonly operation: string;
  readonly input: unknown;
}

interface Place {
  readonly path: readonly (string | number)[];
  readonly type: GraphQLInputType;
}

/** Every place in an input at which there is, or could be, a value. */
function placesIn(type: GraphQLInputType, value: unknown, path: Place['path'] = []): readonly Place[] {
  if (isNonNullType(type)) return placesIn(type.ofType, value, path);
  const here = { path, type };
  if (isListType(type)) {
    const items = Array.isArray(value) ? value : [];
    return [here, ...items.flatMap((item: unknown, n) => placesIn(type.ofType as GraphQLInputType, item, [...path, n]))];
  }
  if (!isInputObjectType(type) || value === null || typeof value !== 'object') return [here];
  return Object.values(type.getFields()).flatMap((field) =>
    placesIn(field.type, (value as Record<string, unknown>)[field.name], [...path, field.name]),
  );
}

function withValueAt(input: unknown, [first, ...rest]: Place['path'], value: unknown): unknown {
  if (first === undefined) return value;
  const copy = (Array.isArray(input) ? [...(input as unknown[])] : { ...(input as object) }) as Record<string | number, unknown>;
  copy[first] = withValueAt(copy[first], rest, value);
  return copy;
}

/** Attacks on one mutation; `ids` are ids of objects that are there, so that some get past the door. */
export function attacksOn(schema: GraphQLSchema, mutation: string, ids: readonly string[]): fc.Arbitrary<Attack> {
  const { operation, type } = mutationOf(schema, mutation);
  // One that takes nothing can only be called.
  if (type === null) return fc.constant({ mutation, operation, input: null });
  return hostile(type, ids).map((input) => ({ mutation, operation, input }));
}

/** Attacks with an input that was good, but for one value: they get as far as that value's own check. */
export function bentAttacksOn(schema: GraphQLSchema, mutation: string, good: object, ids: readonly string[]): fc.Arbitrary<Attack> {
  const { operation, type } = mutationOf(schema, mutation);
  if (type === null) throw new Error(`${mutation} takes no input that could be bent`);
  return fc
    .constantFrom(...placesIn(type, good))
    .chain((place) => hostile(place.type, ids).map((value) => withValueAt(good, place.path, value)))
    .map((input) => ({ mutation, operation, input }));
}

function mutationOf(schema: GraphQLSchema, mutation: string): { readonly operation: string; readonly type: GraphQLInputType | null } {
  const field = (schema.getMutationType() as GraphQLObjectType).getFields()[mutation]!;
  const { type } = field.args[0] ?? {};
  if (!type) return { type: null, operation: `mutation { ${mutation} { __typename } }` };
  return { type, operation: `mutation ($input: ${String(type)}) { ${mutation}(input: $input) { __typename } }` };
}
