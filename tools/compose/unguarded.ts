import { requirements, type Requirements } from '@crossing/subgraph/access/requirements.ts';
import { buildASTSchema, getNamedType, isInterfaceType, isObjectType, parse, type GraphQLField, type GraphQLSchema } from 'graphql';
import type { PublicField } from './public-fields.ts';

const ROOTS = ['Query', 'Mutation', 'Subscription'];
/** `@tag(name: "personal")` on a field, or on a type for all of its fields: what it holds is about a person. */
const MARK = 'personal';
/** A field with such a name holds something about a person, whatever its author thought of. */
const TELLING = /e-?mail|displayName|phone|address|birth|device/i;

/** A root field, or one with personal data; `guarded` by its own directives, its type's, or those of the type it returns. */
interface WalkedField {
  readonly coordinate: string;
  readonly kind: 'root' | 'personal' | 'unmarked';
  readonly guarded: boolean;
}

/** Every field of the composed graph that has to be closed unless the public list opens it. */
export function walkedFields(supergraphSdl: string): readonly WalkedField[] {
  const document = parse(supergraphSdl);
  const schema = buildASTSchema(document, { assumeValidSDL: true });
  const table = requirements(document);
  return Object.values(schema.getTypeMap())
    .filter((type) => (isObjectType(type) || isInterfaceType(type)) && !type.name.includes('__'))
    .flatMap((type) =>
      fieldsOf(schema, type.name).flatMap((field) => {
        const kind = kindOf(type.name, field, isMarked(type));
        return kind ? [{ coordinate: `${type.name}.${field.name}`, kind, guarded: isGuarded(type.name, field, table) }] : [];
      }),
    );
}

/**
 * What contradicts "closed unless opened" in the composed graph: a root field or a field with personal data that has neither
 * an access directive nor a place on the public list, a field whose name tells of a person and that nobody marked, and a
 * place on the list that gives no reason or opens nothing.
 */
export function unguarded(supergraphSdl: string, publicFields: readonly PublicField[]): readonly string[] {
  const walked = walkedFields(supergraphSdl);
  const open = walked.filter(({ guarded, kind }) => !guarded && kind !== 'unmarked');
  const listed = new Set(publicFields.map(({ coordinate }) => coordinate));
  return [
    ...walked
      .filter(({ kind }) => kind === 'unmarked')
      .map(({ coordinate }) => `${coordinate} tells of a person by its name: mark it @tag(name: "${MARK}")`),
    ...open
      .filter(({ coordinate }) => !listed.has(coordinate))
      .map(({ coordinate, kind }) => `${coordinate} (${kind}) carries no access directive and is not on infra/public-fields.txt`),
    ...publicFields
      .filter(({ coordinate }) => !open.some((field) => field.coordinate === coordinate))
      .map(({ coordinate }) => `${coordinate} is on infra/public-fields.txt, but the graph does not have it open: take it off`),
    ...publicFields
      .filter(({ reason }) => reason === '')
      .map(({ coordinate }) => `${coordinate} is on infra/public-fields.txt without a reason: write one behind a #`),
  ];
}

function kindOf(parent: string, field: GraphQLField<unknown, unknown>, marked: boolean): WalkedField['kind'] | null {
  if (ROOTS.includes(parent)) return 'root';
  if (marked || isMarked(field)) return 'personal';
  return TELLING.test(field.name) ? 'unmarked' : null;
}

function fieldsOf(schema: GraphQLSchema, name: string): GraphQLField<unknown, unknown>[] {
  const type = schema.getType(name);
  return isObjectType(type) || isInterfaceType(type) ? Object.values(type.getFields()) : [];
}

const isGuarded = (parent: string, field: GraphQLField<unknown, unknown>, table: Requirements): boolean =>
  [parent, `${parent}.${field.name}`, getNamedType(field.type).name].some((coordinate) => table.get(coordinate)?.authenticated);

const isMarked = ({ astNode }: Pick<GraphQLField<unknown, unknown>, 'astNode'> | { readonly astNode?: unknown }): boolean =>
  ((astNode as GraphQLField<unknown, unknown>['astNode'])?.directives ?? []).some(
    ({ name, arguments: values }) =>
      name.value === 'tag' && values?.some(({ value }) => value.kind === 'StringValue' && value.value === MARK),
  );
