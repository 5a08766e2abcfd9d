import {
  buildASTSchema,
  getNamedType,
  getNullableType,
  isInterfaceType,
  isListType,
  isObjectType,
  isUnionType,
  parse,
  type GraphQLField,
} from 'graphql';

/**
 * The lists of which nothing says how long they are: without that the gateway cannot tell what an operation costs. A list
 * carries `@listSize` itself, or is `edges` of a connection of which every field that answers it takes `first`.
 */
export function unsized(supergraphSdl: string): readonly string[] {
  const schema = buildASTSchema(parse(supergraphSdl), { assumeValidSDL: true });
  const fields = Object.values(schema.getTypeMap())
    .filter((type) => isObjectType(type) || isInterfaceType(type))
    .filter((type) => !type.name.includes('__'))
    .flatMap((type) => Object.values(type.getFields()).map((field) => ({ type: type.name, field })));
  const isPaged = (connection: string): boolean => {
    const answering = fields.filter(({ field }) => answers(field).includes(connection));
    return answering.length > 0 && answering.every(({ field }) => field.args.some(({ name }) => name === 'first'));
  };
  return fields
    .filter(({ field }) => isListType(getNullableType(field.type)) && !sizesItself(field))
    .filter(({ type, field }) => field.name !== 'edges' || !isPaged(type))
    .map(
      ({ type, field }) => `${type}.${field.name} is a list of unknown length: give it @listSize(assumedSize: …), or page it with first`,
    );
}

type Field = GraphQLField<unknown, unknown>;

/** The types that a field may answer, members of a union among them. */
function answers({ type }: Field): readonly string[] {
  const named = getNamedType(type);
  return [named.name, ...(isUnionType(named) ? named.getTypes().map(({ name }) => name) : [])];
}

const sizesItself = ({ astNode }: Field): boolean =>
  (astNode?.directives ?? []).some(
    ({ name, arguments: given }) =>
      /(^|__)listSize$/.test(name.value) && given?.some((argument) => ['assumedSize', 'slicingArguments'].includes(argument.name.value)),
  );
