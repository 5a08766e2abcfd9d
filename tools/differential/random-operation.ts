import {
  getNamedType,
  getNullableType,
  isAbstractType,
  isCompositeType,
  isEnumType,
  isInputObjectType,
  isListType,
  isNonNullType,
  isObjectType,
  isInterfaceType,
  type GraphQLArgument,
  type GraphQLCompositeType,
  type GraphQLField,
  type GraphQLInputType,
  type GraphQLInterfaceType,
  type GraphQLSchema,
} from 'graphql';
import type { Random } from './random.ts';

export interface RandomOperation {
  readonly query: string;
  /** Draws values for its variables; some stay undefined where they may. */
  readonly variables: () => Record<string, unknown>;
}

interface Writer {
  readonly random: Random;
  readonly schema: GraphQLSchema;
  readonly declarations: string[];
  readonly fragments: string[];
  readonly variables: ((into: Record<string, unknown>) => void)[];
  count: number;
}

/** An operation over the API schema with everything that an operation may have. It need not be valid: names may collide. */
export function randomOperation(random: Random, schema: GraphQLSchema): RandomOperation {
  const isMutation = random.chance(0.12);
  const writer: Writer = { random, schema, declarations: [], fragments: [], variables: [], count: 0 };
  const root = (isMutation ? schema.getMutationType() : schema.getQueryType())!;
  const body = selectionSet(writer, root, 3);
  const declared = writer.declarations.length > 0 ? `(${writer.declarations.join(' ')})` : '';
  return {
    query: `${isMutation ? 'mutation' : 'query'} Q${declared} ${body}\n${writer.fragments.join('\n')}`,
    variables: () => drawn(writer),
  };
}

function drawn({ variables }: Writer): Record<string, unknown> {
  const values: Record<string, unknown> = {};
  for (const draw of variables) draw(values);
  return values;
}

function selectionSet(writer: Writer, type: GraphQLCompositeType, depth: number): string {
  const { random, schema } = writer;
  const selections: string[] = [];
  const fields =
    isObjectType(type) || isInterfaceType(type)
      ? Object.values(type.getFields()).filter(({ type: of }) => depth > 0 || !isCompositeType(getNamedType(of)))
      : [];
  const chosen = fields.length > 0 ? random.some(fields, Math.min(0.5, 2.2 / fields.length)) : [];
  for (const field of chosen) selections.push(fieldText(writer, field, depth));
  if (isAbstractType(type))
    for (const possible of random.some(schema.getPossibleTypes(type), 0.4)) selections.push(fragment(writer, possible, depth));
  if (isAbstractType(type) && random.chance(0.2)) selections.push(fragment(writer, type, depth - 1));
  if (isObjectType(type) && random.chance(0.15)) selections.push(fragment(writer, type, depth - 1));
  if (isObjectType(type) && type.getInterfaces().length > 0 && random.chance(0.1))
    selections.push(interfaceFragment(writer, random.pick(type.getInterfaces())));
  if (selections.length === 0 || random.chance(0.25))
    selections.push(`${random.chance(0.3) ? `t${random.int(3)}: ` : ''}__typename${conditions(writer)}`);
  if (type === schema.getQueryType() && random.chance(0.03))
    selections.push('__type(name: "E0") { name kind fields { name type { name } } }');
  return `{ ${selections.join(' ')} }`;
}

function fieldText(writer: Writer, field: GraphQLField<unknown, unknown>, depth: number): string {
  const { random } = writer;
  const alias = random.chance(0.2) ? `a${(writer.count += 1)}: ` : random.chance(0.06) ? `x${random.int(3)}: ` : '';
  // Without an alias a field has no arguments that could differ from those of the same field elsewhere.
  const args = field.args.filter(
    (arg) => (isNonNullType(arg.type) && arg.defaultValue === undefined) || (alias.startsWith('a') && random.chance(0.7)),
  );
  const given = args.length > 0 ? `(${args.map((arg) => `${arg.name}: ${argument(writer, arg)}`).join(', ')})` : '';
  const of = getNamedType(field.type);
  const sub = isCompositeType(of) ? ` ${selectionSet(writer, of, depth - 1)}` : '';
  return `${alias}${field.name}${given}${conditions(writer)}${sub}`;
}

function fragment(writer: Writer, type: GraphQLCompositeType, depth: number): string {
  const body = selectionSet(writer, type, depth);
  if (writer.random.chance(0.7)) return `... on ${type.name}${conditions(writer)} ${body}`;
  const name = `F${(writer.count += 1)}`;
  writer.fragments.push(`fragment ${name} on ${type.name} ${body}`);
  return `...${name}${conditions(writer)}`;
}

/** On an interface of an object whose type is known; a fragment on that object inside it is a case of its own (README). */
const interfaceFragment = (writer: Writer, type: GraphQLInterfaceType): string =>
  `... on ${type.name}${conditions(writer)} { ${writer.random.some(Object.keys(type.getFields()), 0.5).join(' ')} }`;

function conditions(writer: Writer): string {
  const { random } = writer;
  if (!random.chance(0.08)) return '';
  const one = (name: string): string => ` @${name}(if: ${random.chance(0.3) ? String(random.chance(0.5)) : booleanVariable(writer)})`;
  return random.chance(0.15) ? one('skip') + one('include') : one(random.pick(['skip', 'include']));
}

function booleanVariable(writer: Writer): string {
  const name = `b${writer.random.int(3)}`;
  if (!writer.declarations.some((declaration) => declaration.startsWith(`$${name}:`))) {
    const hasDefault = writer.random.chance(0.4);
    writer.declarations.push(hasDefault ? `$${name}: Boolean! = ${writer.random.chance(0.5)}` : `$${name}: Boolean!`);
    writer.variables.push((into) => {
      if (!hasDefault || writer.random.chance(0.5)) into[name] = writer.random.chance(0.5);
    });
  }
  return `$${name}`;
}

function argument(writer: Writer, { type }: GraphQLArgument): string {
  const { random } = writer;
  if (random.chance(0.5)) return literal(valueFor(random, type), getNamedType(type).name === 'Color');
  const name = `v${(writer.count += 1)}`;
  const hasDefault = random.chance(0.3);
  writer.declarations.push(
    `$${name}: ${String(type)}${hasDefault ? ` = ${literal(valueFor(random, type), getNamedType(type).name === 'Color')}` : ''}`,
  );
  writer.variables.push((into) => {
    if (isNonNullType(type) ? !hasDefault || random.chance(0.5) : random.chance(0.7)) into[name] = valueFor(random, type);
  });
  return `$${name}`;
}

function valueFor(random: Random, type: GraphQLInputType): unknown {
  if (!isNonNullType(type) && random.chance(0.15)) return null;
  const inner = getNullableType(type);
  if (isListType(inner)) return Array.from({ length: random.int(3) }, () => valueFor(random, inner.ofType as GraphQLInputType));
  if (isEnumType(inner)) return random.pick(inner.getValues()).name;
  if (isInputObjectType(inner))
    return Object.fromEntries(
      random.some(Object.values(inner.getFields()), 0.6).map((field) => [field.name, valueFor(random, field.type)]),
    );
  return inner.name === 'Int' ? random.int(5) : `i${random.int(5)}`;
}

/** A value as GraphQL text; the names of enum values stand bare. */
function literal(value: unknown, isEnum: boolean): string {
  if (Array.isArray(value)) return `[${value.map((item) => literal(item, isEnum)).join(', ')}]`;
  if (typeof value === 'object' && value !== null)
    return `{${Object.entries(value)
      .map(([key, item]) => `${key}: ${literal(item, key === 'color')}`)
      .join(', ')}}`;
  return isEnum && typeof value === 'string' ? value : JSON.stringify(value);
}
