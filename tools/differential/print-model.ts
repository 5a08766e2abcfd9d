import type { EntityModel, FieldModel, KeyStyle, Model } from './random-model.ts';
import { randomType } from './random-model.ts';
import type { Random } from './random.ts';

const LINK = `extend schema @link(url: "https://specs.apollo.dev/federation/v2.7", import: ["@key", "@external", "@requires", "@provides", "@shareable", "@override", "@interfaceObject", "@tag", "@inaccessible"])`;

const SHARED = `
scalar Json
enum Color { RED GREEN BLUE }
input Filter { color: Color = RED min: Int = 0 text: String }
type V0 @shareable { a: Int b: String c: [Color!] v: V1 }
type V1 @shareable { a: Int! d: Json e: [[Int]] f: Float! }
interface Node { tag: String }`;

const KEY_FIELDS: Record<KeyStyle, string> = { id: 'id: ID!', sku: 'sku: String!', part: 'part: Part!' };
const KEYS: Record<KeyStyle, string> = { id: 'id', sku: 'sku', part: 'part { no }' };

/** The SDL of each subgraph of a model, with root fields of its own. */
export function printModel(random: Random, model: Model): string[] {
  return Array.from({ length: model.subgraphs }, (_, subgraph) =>
    [
      LINK,
      SHARED,
      'type Part @shareable { no: Int! }',
      ...model.entities.map((entity) => printEntity(entity, subgraph)),
      `union Any = ${model.entities.map(({ name }) => name).join(' | ')} | V1`,
      ...(model.interfaceObject ? [printInterfaceObject(subgraph)] : []),
      printRoots(random, model, subgraph),
    ].join('\n'),
  );
}

function printEntity({ name, keys, fields }: EntityModel, subgraph: number): string {
  const own = keys.get(subgraph)!;
  const mine = fields.flatMap((field) =>
    field.in.filter((place) => place.subgraph === subgraph).map((place) => printField(field, place.directives)),
  );
  const declared = new Set(fields.filter((field) => field.in.some((place) => place.subgraph === subgraph)).map((field) => field.name));
  const needed = fields.flatMap((field) =>
    field.in.filter((place) => place.subgraph === subgraph).flatMap(({ directives }) => /fields: "(\w+)/.exec(directives)?.[1] ?? []),
  );
  const external = fields
    .filter((field) => needed.includes(field.name) && !declared.has(field.name))
    .map((field) => printField(field, '@external'));
  const keyFields = own.map((key) => KEY_FIELDS[key]);
  return `type ${name} implements Node ${own.map((key) => `@key(fields: "${KEYS[key]}")`).join(' ')} { ${[...keyFields, 'tag: String @shareable', ...mine, ...external].join(' ')} }`;
}

const printField = ({ name, args, type }: FieldModel, directives: string): string => `${name}${args}: ${type} ${directives}`;

function printInterfaceObject(subgraph: number): string {
  if (subgraph === 0)
    return `interface J @key(fields: "id") { id: ID! title: String }
      type JA implements J @key(fields: "id") { id: ID! title: String a: Int link: V0 }
      type JB implements J @key(fields: "id") { id: ID! title: String b: String! }
      extend type Query { j: J js: [J] jOne: JA }`;
  if (subgraph === 1)
    return `type J @key(fields: "id") @interfaceObject { id: ID! extra: Int more: [V1] } extend type Query { jObject: J jObjects: [J!] }`;
  return '';
}

function printRoots(random: Random, { entities, subgraphs }: Model, subgraph: number): string {
  const names = entities.map(({ name }) => name);
  const queries = Array.from(
    { length: 3 },
    (_, index) => `q${subgraph}_${index}${random.pick(['', '(n: Int = 1)', '(filter: Filter)'])}: ${randomType(random, names)}`,
  );
  const lists = entities.map(
    ({ name }, index) => `l${subgraph}_${index}: ${random.pick([`[${name}]`, `[${name}!]!`, name, `[${name}!]`])}`,
  );
  const provided = entities.flatMap(({ name, fields }) =>
    fields
      .filter((field) => field.in.some((place) => place.subgraph === subgraph && place.directives === '@external'))
      .map(
        (field) =>
          `p${subgraph}_${name}_${field.name}: [${name}] @provides(fields: "${field.name}${/V0/.test(field.type) ? ' { a }' : /V1/.test(field.type) ? ' { f }' : ''}")`,
      ),
  );
  const mutations = [`m${subgraph}_0: ${random.pick(names)}`, `m${subgraph}_1(n: Int): ${randomType(random, names)}`];
  const shared = subgraph < subgraphs - 1 ? [] : ['hidden: Int @inaccessible'];
  return `extend type Query { shared: E0 @shareable ${[...queries, ...lists, ...provided, ...shared].join(' ')} } extend type Mutation { ${mutations.join(' ')} }`;
}
