import {
  buildASTSchema,
  isEnumType,
  isInputObjectType,
  isInterfaceType,
  isObjectType,
  isSpecifiedScalarType,
  parse,
  type GraphQLNamedType,
} from 'graphql';

/** Coordinates of types, fields and input fields of the supergraph that have no description; the machinery of federation has none to give. */
export function undescribed(supergraphSdl: string): readonly string[] {
  const schema = buildASTSchema(parse(supergraphSdl), { assumeValidSDL: true });
  return Object.values(schema.getTypeMap())
    .filter((type) => !isOfFederation(type) && !isSpecifiedScalarType(type))
    .flatMap(missingIn);
}

const isOfFederation = ({ name }: GraphQLNamedType): boolean => name.includes('__');

function missingIn(type: GraphQLNamedType): readonly string[] {
  const isRoot = ['Query', 'Mutation', 'Subscription'].includes(type.name);
  const own = type.description || isRoot ? [] : [type.name];
  if (isEnumType(type) || !(isObjectType(type) || isInterfaceType(type) || isInputObjectType(type))) return own;
  const fields = Object.values(type.getFields()).filter((field) => !field.description);
  return [...own, ...fields.map((field) => `${type.name}.${field.name}`)];
}
