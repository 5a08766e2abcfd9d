import { isLeafType, isListType, isNonNullType, isObjectType, type GraphQLCompositeType, type GraphQLOutputType } from 'graphql';
import {
  collectFields,
  concreteTypes,
  isIntrospection,
  type CollectContext,
  type CollectedField,
  type Selections,
} from './collect-fields.ts';
import type { JsonObject } from './json.ts';
import { leafCheck } from './leaf.ts';

/** What a strict completion throws for data that is not exactly as the schema says. */
export const IRREGULAR: unique symbol = Symbol('irregular data');

/** Makes the answer of the data; throws {@link IRREGULAR} where a value has the wrong type or is null and must not be. */
export type StrictCompletion = (data: JsonObject, introspection: JsonObject) => JsonObject;

/** Above this many functions an operation is not worth generating code for. */
const MAX_FUNCTIONS = 1_000;

const text = (value: string): string => JSON.stringify(value);

/**
 * Generates the code that makes the answer of regular data: one function an object type and selection, in which all fields are
 * known. Undefined for an operation that would need too much code.
 *
 * All that comes from the operation or the schema into the code is either a JSON string or a number.
 */
export function compileStrictCompletion(context: CollectContext, root: GraphQLCompositeType): StrictCompletion | undefined {
  const generator = createGenerator(context);
  const main = generator.objectFunction(root, [{ set: context.operation.definition.selectionSet, parent: root }]);
  if (main === undefined) return undefined;
  const source = `let I;${generator.functions.join('\n')}\nreturn (data, introspection) => { I = introspection; return ${main}(data); };`;
  return new Function('IRREGULAR', 'checks', source)(IRREGULAR, generator.checks) as StrictCompletion;
}

function createGenerator(context: CollectContext) {
  const functions: string[] = [];
  const checks: ((value: unknown) => boolean)[] = [];
  const names = new Map<string, string>();
  const setIds = new Map<unknown, number>();
  const checkIds = new Map<string, number>();
  let tooMany = false;

  const idOf = (set: unknown): number => setIds.get(set) ?? setIds.set(set, setIds.size).get(set)!;
  const define = (key: string, body: (name: string) => string): string => {
    const known = names.get(key);
    if (known) return known;
    const name = `f${names.size}`;
    names.set(key, name);
    if (names.size > MAX_FUNCTIONS) tooMany = true;
    else functions.push(`function ${name}(o) {${body(name)}}`);
    return name;
  };

  /** A function for the objects of one type; for an abstract one, it chooses by `__typename`. */
  const objectFunction = (type: GraphQLCompositeType, from: readonly Selections[]): string | undefined => {
    const key = from.map(({ set, parent }) => `${parent.name}:${idOf(set)}`).join(' ');
    const fieldsOf = (concrete: GraphQLCompositeType) =>
      define(`${concrete.name} ${key}`, () => objectBody(concrete.name, [...collectFields(context, concrete, from).values()]));
    const name = isObjectType(type)
      ? fieldsOf(type)
      : define(`? ${type.name} ${key}`, () => {
          const cases = concreteTypes(context.schema, type).map(
            (concrete) => `case ${text(concrete.name)}: return ${fieldsOf(concrete)}(o);`,
          );
          return `if (typeof o !== 'object') throw IRREGULAR; switch (o.__typename) {${cases.join('')} default: throw IRREGULAR;}`;
        });
    return tooMany ? undefined : name;
  };

  const objectBody = (typename: string, fields: readonly CollectedField[]): string => {
    const guard = `if (typeof o !== 'object') throw IRREGULAR; let t = o.__typename; if (t === undefined ? Array.isArray(o) : t !== ${text(typename)}) throw IRREGULAR;`;
    const values = fields.map((field, index) => fieldCode(field, `v${index}`, typename));
    return `${guard}${values.join('')}return {${fields.map(({ key }, index) => `${text(key)}: v${index}`).join(',')}};`;
  };

  const fieldCode = (field: CollectedField, variable: string, typename: string): string => {
    const at = `o[${text(field.key)}]`;
    if (isIntrospection(field.name)) return `const ${variable} = I[${text(field.key)}];`;
    if (field.name === '__typename')
      return `t = ${at}; if (t !== undefined && t !== null && t !== ${text(typename)}) throw IRREGULAR; const ${variable} = ${text(typename)};`;
    return `let ${variable} = ${at};${field.types.map((type) => valueCode(variable, type, field)).at(-1)!}${strictest(field, variable)}`;
  };

  /** Where selections differ in nullability the data must satisfy all of them; what does not is for the lenient completion. */
  const strictest = ({ types }: CollectedField, variable: string): string =>
    types.length > 1 && types.some(isNonNullType) ? `if (${variable} === null) throw IRREGULAR;` : '';

  const valueCode = (variable: string, type: GraphQLOutputType, field: CollectedField): string => {
    const inner = isNonNullType(type) ? type.ofType : type;
    const whenNull = isNonNullType(type) ? 'throw IRREGULAR;' : `${variable} = null;`;
    return `if (${variable} === undefined || ${variable} === null) {${whenNull}} else ${presentCode(variable, inner, field)}`;
  };

  const presentCode = (variable: string, type: GraphQLOutputType, field: CollectedField): string => {
    if (isLeafType(type)) {
      const test = leafTest(variable, type.name);
      return test === undefined ? '{}' : `if (!(${test})) throw IRREGULAR;`;
    }
    if (isListType(type)) return `${variable} = ${listFunction(type.ofType, field)}(${variable});`;
    return `${variable} = ${objectFunction(type as GraphQLCompositeType, field.selections)}(${variable});`;
  };

  const leafTest = (variable: string, typeName: string): string | undefined => {
    if (typeName === 'String') return `typeof ${variable} === 'string'`;
    if (typeName === 'Boolean') return `typeof ${variable} === 'boolean'`;
    let id = checkIds.get(typeName);
    if (id === undefined) {
      const type = context.schema.getType(typeName);
      const check = isLeafType(type) ? leafCheck(type) : undefined;
      if (!check) return undefined;
      id = checks.push(check) - 1;
      checkIds.set(typeName, id);
    }
    return typeName === 'ID' ? `typeof ${variable} === 'string' || checks[${id}](${variable})` : `checks[${id}](${variable})`;
  };

  const listFunction = (items: GraphQLOutputType, field: CollectedField): string =>
    define(
      `[${String(items)}] ${field.selections.map(({ set, parent }) => `${parent.name}:${idOf(set)}`).join(' ')}`,
      () =>
        `if (!Array.isArray(o)) throw IRREGULAR; const n = o.length, r = new Array(n);` +
        `for (let i = 0; i < n; i++) {let x = o[i]; ${valueCode('x', items, field)} r[i] = x;} return r;`,
    );

  return { functions, checks, objectFunction };
}
