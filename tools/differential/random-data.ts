import type { SpecSubgraph } from '@crossing/federation-executor/spec-graph.ts';
import {
  getNullableType,
  GraphQLError,
  isAbstractType,
  isEnumType,
  isLeafType,
  isListType,
  isNonNullType,
  isObjectType,
  type GraphQLOutputType,
  type GraphQLSchema,
} from 'graphql';
import type { Model } from './random-model.ts';
import { hash } from './random.ts';

/** An object of a subgraph: its number tells everything about it, the same in all subgraphs. */
interface Thing extends Record<string, unknown> {
  readonly __typename: string;
  readonly number: number;
}

/** Per cent of the values that are null, fail, or are null although they must not be. */
export interface Faults {
  readonly nulls: number;
  readonly errors: number;
  readonly wrongNulls: number;
}

/** How many things there are of a type: few, so that answers meet the same thing often. */
const THINGS = 9;

export interface DataOptions {
  readonly seed: number;
  readonly model: Model;
  readonly faults: Faults;
  /** Another number of the run is other data. */
  readonly world: { readonly run: number };
}

/** Lets a subgraph answer any query with values that depend on the seed and on what is asked for alone. */
export function withData(name: string, sdl: string, { seed, model, faults, world }: DataOptions): SpecSubgraph {
  const dice = (what: string): number => hash(`${seed} ${world.run} ${what}`);
  const refer = (typename: string) => (reference: Record<string, unknown>) => {
    const number = Number(
      /\d+$/.exec(String(reference['id'] ?? reference['sku'] ?? (reference['part'] as { no: number } | undefined)?.no))?.[0] ?? 0,
    );
    const fate = dice(`refer ${name} ${typename} ${number}`) % 100;
    if (fate < faults.nulls / 2) return null;
    if (fate > 100 - faults.errors) throw new Error(`No ${typename} ${number} in ${name}`);
    return { ...reference, __typename: typename === 'J' && name === 's0' ? concreteJ(number) : typename, number };
  };
  const resolvers = Object.fromEntries(
    [
      ...model.entities.map((entity) => entity.name),
      ...(model.interfaceObject ? (name === 's0' ? ['J', 'JA', 'JB'] : name === 's1' ? ['J'] : []) : []),
    ].map((typename) => [
      typename,
      {
        __resolveReference: refer(typename),
        ...(typename === 'J' && name === 's0' && { __resolveType: (thing: Thing) => thing.__typename }),
      },
    ]),
  );
  return {
    ...{ name, sdl, resolvers },
    typeResolver: (value) => (value as Thing).__typename,
    fieldResolver: (source, args, _context, { fieldName, parentType, returnType, schema }) => {
      const thing = source as Partial<Thing>;
      if (Object.hasOwn(thing, fieldName)) return thing[fieldName];
      const key = keyOf(parentType.name, thing.number ?? 0, fieldName);
      if (key !== undefined) return key;
      const { number: _number, __typename: _typename, id: _id, sku: _sku, part: _part, ...required } = thing;
      const what = `${parentType.name === 'JA' || parentType.name === 'JB' ? 'J' : parentType.name} ${thing.number ?? 0} ${fieldName} ${JSON.stringify(args)} ${fieldName.startsWith('r') ? JSON.stringify(required) : ''}`;
      return valueOf(returnType, what, { dice, faults, schema });
    },
  };
}

const concreteJ = (number: number): string => (number % 2 ? 'JA' : 'JB');

function keyOf(typename: string, number: number, field: string): unknown {
  if (field === 'id') return `${/^J[AB]$/.test(typename) ? 'J' : typename}-${number}`;
  if (field === 'sku') return `sku-${typename}-${number}`;
  if (field === 'part') return { __typename: 'Part', number, no: number };
  return undefined;
}

interface World {
  readonly dice: (what: string) => number;
  readonly faults: Faults;
  readonly schema: GraphQLSchema;
}

function valueOf(type: GraphQLOutputType, what: string, world: World): unknown {
  const fate = world.dice(`fate ${what}`) % 1000;
  const { nulls, errors, wrongNulls } = world.faults;
  if (fate < errors * 10) throw new GraphQLError(`Failed: ${what}`, { extensions: fate % 2 ? { code: 'BROKEN' } : {} });
  if (fate > 1000 - (isNonNullType(type) ? wrongNulls : nulls) * 10) return null;
  const inner = getNullableType(type);
  const roll = world.dice(what);
  if (isListType(inner))
    return Array.from({ length: roll % 4 }, (_, index) => valueOf(inner.ofType as GraphQLOutputType, `${what} ${index}`, world));
  if (isLeafType(inner)) return isEnumType(inner) ? inner.getValues()[roll % 3]!.name : leafOf(inner.name, roll);
  return thingOf(inner as GraphQLOutputType, roll, world.schema);
}

function leafOf(type: string, roll: number): unknown {
  switch (type) {
    case 'Int':
      return (roll % 2000) - 1000;
    case 'Float':
      return roll % 3 ? (roll % 1000) / 8 : roll % 1000;
    case 'Boolean':
      return roll % 2 === 0;
    case 'ID':
      return roll % 2 ? `id ${roll % 100}` : roll % 100;
    case 'Json':
      return [null, { k: [roll % 5, null, { z: 'ü' }] }, [1, 'two'], 'text', roll % 7, true, {}, ''][roll % 8];
    default:
      return ['', 'plain', 'quo"ted', 'ünïcode \u2028', 'back\\slash', '\ud83d\ude00', `s${roll % 50}`][roll % 7];
  }
}

function thingOf(type: GraphQLOutputType, roll: number, schema: GraphQLSchema): Thing {
  const number = (roll >>> 4) % THINGS;
  if (isObjectType(type)) return { __typename: type.name, number };
  if (!isAbstractType(type)) throw new Error(`There is nothing of type ${String(type)}.`);
  if (type.name === 'J') return { __typename: concreteJ(number), number };
  const possible = schema.getPossibleTypes(type);
  return { __typename: possible[roll % possible.length]!.name, number };
}
