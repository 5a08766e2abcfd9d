import { isAbstractType, isCompositeType, isInterfaceType, isObjectType, type GraphQLCompositeType, type GraphQLSchema } from 'graphql';

/** Whether an object of `type` satisfies the type condition. `type` may be an interface: an `@interfaceObject` has no better name. */
export function satisfies(schema: GraphQLSchema, type: GraphQLCompositeType, condition: GraphQLCompositeType): boolean {
  if (type === condition) return true;
  return isAbstractType(condition) && (isObjectType(type) || isInterfaceType(type)) && schema.isSubType(condition, type);
}

/** The names that `__typename` may have for an object to satisfy the condition. */
export function typenamesOf(schema: GraphQLSchema, condition: string): ReadonlySet<string> {
  const type = schema.getType(condition);
  if (!isCompositeType(type)) return new Set([condition]);
  const types = Object.values(schema.getTypeMap()).filter(isCompositeType);
  return new Set(types.filter((candidate) => satisfies(schema, candidate, type)).map(({ name }) => name));
}
