import type { Random } from './random.ts';

export type KeyStyle = 'id' | 'sku' | 'part';

/** How a subgraph has a field. */
export interface FieldIn {
  readonly subgraph: number;
  /** Directives and all, as in SDL. */
  readonly directives: string;
}

export interface FieldModel {
  readonly name: string;
  readonly args: string;
  readonly type: string;
  readonly in: readonly FieldIn[];
}

/** An entity: which subgraphs know it by which keys, and who has which fields. */
export interface EntityModel {
  readonly name: string;
  readonly keys: ReadonlyMap<number, readonly KeyStyle[]>;
  readonly fields: readonly FieldModel[];
}

export interface Model {
  readonly subgraphs: number;
  readonly entities: readonly EntityModel[];
  /** Whether subgraph 0 has an interface with a key that subgraph 1 extends as an `@interfaceObject`. */
  readonly interfaceObject: boolean;
}

const KEYS: readonly (readonly KeyStyle[])[] = [['id'], ['id'], ['id', 'sku'], ['sku'], ['id', 'part'], ['part']];
const LEAVES = ['Int', 'String', 'Boolean', 'Float', 'ID', 'Json', 'Color'];
const ARGS = ['', '', '', '(n: Int = 1)', '(color: Color)', '(filter: Filter, n: Int! = 2)', '(ids: [ID!])'];

/** A graph of a few subgraphs that uses every directive of Federation 2 that has to do with execution. */
export function randomModel(random: Random): Model {
  const subgraphs = 2 + random.int(3);
  const names = Array.from({ length: 2 + random.int(3) }, (_, index) => `E${index}`);
  return {
    subgraphs,
    interfaceObject: random.chance(0.6),
    entities: names.map((name) => randomEntity(random, { name, subgraphs, names })),
  };
}

function randomEntity(
  random: Random,
  { name, subgraphs, names }: { name: string; subgraphs: number; names: readonly string[] },
): EntityModel {
  const all = Array.from({ length: subgraphs }, (_, index) => index);
  // The first of them knows every key, so that the others can be reached whatever key they know.
  const progressive = random.chance(0.5);
  const keys = new Map(
    all.map((subgraph) => [
      subgraph,
      progressive ? (subgraph === 0 ? (['id', 'sku', 'part'] as const) : random.pick(KEYS)) : (['id'] as const),
    ]),
  );
  const fields = Array.from({ length: 3 + random.int(5) }, (_, index) => randomField(random, `f${index}`, { subgraphs, names }));
  return { name, keys, fields: [...fields, ...requiringFields(random, fields)] };
}

function randomField(random: Random, name: string, { subgraphs, names }: { subgraphs: number; names: readonly string[] }): FieldModel {
  const owner = random.int(subgraphs);
  const other = (owner + 1 + random.int(subgraphs - 1)) % subgraphs;
  const kind = random.int(8);
  const args = random.pick(ARGS);
  const places =
    kind === 0
      ? [
          { subgraph: owner, directives: '@shareable' },
          { subgraph: other, directives: '@shareable' },
        ]
      : kind === 1
        ? [
            { subgraph: owner, directives: '' },
            { subgraph: other, directives: `@override(from: "s${owner}")` },
          ]
        : kind === 2
          ? [
              { subgraph: owner, directives: '@shareable' },
              { subgraph: other, directives: '@external' },
            ]
          : [{ subgraph: owner, directives: kind === 3 ? '@tag(name: "t")' : '' }];
  return { name, args: kind === 2 ? '' : args, type: randomType(random, kind === 2 ? [] : names), in: places };
}

/** Fields that need others of another subgraph: the arguments of what they need are a case of their own (README). */
function requiringFields(random: Random, fields: readonly FieldModel[]): FieldModel[] {
  return fields.flatMap((field, index) => {
    const [place, second] = field.in;
    const leaf = /^\[?(Int|String|Boolean|Float|ID|Json|Color|V0)/.exec(field.type)?.[1];
    if (!place || second || field.args || !leaf || field.type.startsWith('[[') || place.subgraph === 0 || random.chance(0.4)) return [];
    const selection = leaf === 'V0' ? `${field.name} { a c }` : field.name;
    return [
      {
        name: `r${index}`,
        args: '',
        type: random.pick(['String', 'Int!', '[Int]']),
        in: [{ subgraph: 0, directives: `@requires(fields: "${selection}")` }],
      },
    ];
  });
}

export function randomType(random: Random, entities: readonly string[]): string {
  const composite = ['V0', 'V1', ...(entities.length > 0 ? [...entities, ...entities, 'Node', 'Any'] : [])];
  const base = random.pick(random.chance(0.5) ? LEAVES : composite);
  const wraps = [base, base, `${base}!`, `[${base}]`, `[${base}!]`, `[${base}!]!`, `[${base}]!`];
  // Objects in lists of lists are a case of their own (README).
  if (!composite.includes(base)) wraps.push(`[[${base}]]`, `[[${base}!]!]`);
  return random.pick(wraps);
}
