import {
  GraphQLBoolean,
  GraphQLFloat,
  GraphQLID,
  GraphQLInt,
  GraphQLString,
  isEnumType,
  isSpecifiedScalarType,
  type GraphQLLeafType,
} from 'graphql';

const isInteger = (value: unknown): boolean => typeof value === 'number' && Number.isInteger(value) && Math.abs(value) < 1e21;
const isFinite = (value: unknown): boolean => typeof value === 'number' && Number.isFinite(value);
const isString = (value: unknown): boolean => typeof value === 'string';

const checks = new Map<string, (value: unknown) => boolean>([
  [GraphQLInt.name, isInteger],
  [GraphQLID.name, (value) => isString(value) || isInteger(value)],
  [GraphQLFloat.name, isFinite],
  [GraphQLString.name, isString],
  [GraphQLBoolean.name, (value) => typeof value === 'boolean'],
]);

/** Compiles the check of a value that is not null. The values of a custom scalar are the subgraph's business. */
export function leafCheck(type: GraphQLLeafType): ((value: unknown) => boolean) | undefined {
  if (isEnumType(type)) {
    const names = new Set(type.getValues().map(({ name }) => name));
    return (value) => isString(value) && names.has(value as string);
  }
  return isSpecifiedScalarType(type) ? checks.get(type.name) : undefined;
}
