import {
  getNamedType,
  isEnumType,
  isInputObjectType,
  isListType,
  isNonNullType,
  isRequiredInputField,
  type GraphQLInputType,
} from 'graphql';

const DAY_MS = 86_400_000;
const inADay = new Date(Date.now() + DAY_MS).toISOString();

/** What passes a scalar of the graph, and most rules about texts. */
const SCALARS: Readonly<Record<string, unknown>> = {
  ...{ String: 'We go on with somebody else, who is a friend.', Int: 1, Boolean: true, BigInt: '2000' },
  ...{ Date: inADay.slice(0, 10), DateTime: inADay, CountryCode: 'DE', CurrencyCode: 'USD', LanguageTag: 'en', TimeZone: 'Europe/Berlin' },
};

/** A value of an input type: of an object all that is required, of a list one. */
export function madeUp(given: GraphQLInputType): unknown {
  const type = isNonNullType(given) ? given.ofType : given;
  if (isListType(type)) return [madeUp(type.ofType as GraphQLInputType)];
  if (isEnumType(type)) return type.getValues()[0]!.name;
  if (!isInputObjectType(type)) return SCALARS[getNamedType(type).name];
  const required = Object.values(type.getFields()).filter(isRequiredInputField);
  return Object.fromEntries(required.map((field) => [field.name, madeUp(field.type)]));
}
