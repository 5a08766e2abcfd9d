import {
  GraphQLError,
  isCompositeType,
  isLeafType,
  isListType,
  isNonNullType,
  isObjectType,
  Kind,
  type GraphQLCompositeType,
  type GraphQLOutputType,
  type SelectionSetNode,
} from 'graphql';
import { conditionType, fieldType, isIntrospection, type CollectContext } from './collect-fields.ts';
import { isObject, type JsonObject } from './json.ts';
import { leafCheck } from './leaf.ts';
import { isIncluded } from './operation.ts';
import { satisfies } from './type-condition.ts';

/** An answer made of data of which parts are missing or wrong. */
export interface LenientAnswer {
  readonly data: JsonObject | null;
  /** Nulls that had to be spread and values of a wrong type: what the subgraphs' errors do not tell. */
  readonly completionErrors: readonly GraphQLError[];
  /** Objects where the schema has a list and the like: no subgraph that follows the specification answers so. */
  readonly structureErrors: readonly GraphQLError[];
}

interface Completion extends CollectContext {
  readonly introspection: JsonObject;
  readonly completionErrors: GraphQLError[];
  readonly structureErrors: GraphQLError[];
  readonly path: (string | number)[];
}

/** A value, and whether a null in it has to be spread: `failed` to the field, `invalid` to the object around it. */
interface Completed {
  readonly value: unknown;
  readonly invalid?: boolean;
  readonly failed?: boolean;
}

/**
 * Makes the answer selection by selection, as the stock gateway does: nulls are spread to the next nullable field, values of a
 * wrong type become null.
 */
export function completeLeniently(
  context: CollectContext,
  root: GraphQLCompositeType,
  data: JsonObject,
  introspection: JsonObject,
): LenientAnswer {
  const completion: Completion = { ...context, introspection, completionErrors: [], structureErrors: [], path: [] };
  const output: JsonObject = {};
  const whole = selectionSet(completion, {
    input: data,
    set: context.operation.definition.selectionSet,
    output,
    declared: root,
    type: root,
    owner: root.name,
  });
  return { data: whole ? output : null, completionErrors: completion.completionErrors, structureErrors: completion.structureErrors };
}

interface ObjectAt {
  readonly input: JsonObject;
  readonly set: SelectionSetNode;
  readonly output: JsonObject;
  /** The type from which the selection set selects. */
  readonly declared: GraphQLCompositeType;
  /** The object's own, as far as it is known. */
  readonly type: GraphQLCompositeType;
  /** The name by which errors call it: that of the innermost fragment. */
  readonly owner: string;
}

/** False where the object has to be null. */
function selectionSet(completion: Completion, at: ObjectAt): boolean {
  for (const selection of at.set.selections) {
    if (!isIncluded(selection, completion.valueOf)) continue;
    if (selection.kind === Kind.FIELD) {
      const name = selection.name.value;
      const key = (selection.alias ?? selection.name).value;
      if (isIntrospection(name)) at.output[key] ??= completion.introspection[key];
      else if (name === '__typename') {
        if (!typename(completion, at, key)) return false;
      } else if (!field(completion, at, { key, name, set: selection.selectionSet })) return false;
    } else {
      const fragment = selection.kind === Kind.FRAGMENT_SPREAD ? completion.operation.fragments.get(selection.name.value)! : selection;
      const condition = conditionType(completion.schema, fragment.typeCondition?.name.value);
      const named = conditionType(completion.schema, at.input['__typename'] as string | undefined);
      if (
        condition &&
        !(at.input['__typename']
          ? named && satisfies(completion.schema, named, condition)
          : satisfies(completion.schema, at.type, condition))
      )
        continue;
      const inside = { ...at, set: fragment.selectionSet, declared: condition ?? at.declared, owner: condition?.name ?? at.owner };
      if (!selectionSet(completion, inside)) return false;
    }
  }
  return true;
}

function typename({ schema }: Completion, { input, output, type }: ObjectAt, key: string): boolean {
  if (output[key] !== undefined) return true;
  const given = input[key] ?? input['__typename'];
  const named = (typeof given === 'string' ? schema.getType(given) : undefined) ?? type;
  if (!isObjectType(named)) return false;
  output[key] = named.name;
  return true;
}

interface FieldAt {
  readonly key: string;
  readonly name: string;
  readonly set: SelectionSetNode | undefined;
}

function field(completion: Completion, { input, output, declared, owner }: ObjectAt, { key, name, set }: FieldAt): boolean {
  completion.path.push(key);
  const value = { there: output[key], given: input[key] ?? null, set, owner };
  const completed = complete(completion, fieldType(completion.schema, declared, name)!, value);
  completion.path.pop();
  output[key] = completed.value;
  return !completed.invalid;
}

interface ValueAt {
  /** What an earlier selection of the same field made of it. */
  readonly there: unknown;
  readonly given: unknown;
  readonly set: SelectionSetNode | undefined;
  /** The name of the type that has the field. */
  readonly owner: string;
}

function complete(completion: Completion, type: GraphQLOutputType, value: ValueAt): Completed {
  const { there, given, set, owner } = value;
  if (there === null || (there !== undefined && !set)) return { value: there };
  if (isNonNullType(type)) {
    const { value: completed, failed } = complete(completion, type.ofType, value);
    if (completed !== null) return { value: completed };
    if (!failed) report(completion, `Cannot return null for non-nullable ${describe(completion, String(type.ofType), owner)}.`);
    return { value: null, invalid: true, failed: true };
  }
  if (given === null || given === undefined) return { value: null };
  if (isListType(type)) return list(completion, type.ofType, value);
  if (isLeafType(type)) {
    if (leafCheck(type)?.(given) ?? true) return { value: given };
    report(completion, `Invalid value found for ${describe(completion, type.name, owner)}.`);
    return { value: null, failed: true };
  }
  return object(completion, type, value);
}

function list(completion: Completion, items: GraphQLOutputType, { there, given, set, owner }: ValueAt): Completed {
  if (!Array.isArray(given)) return misshapen(completion, 'list', owner);
  const before = Array.isArray(there) ? there : [];
  let invalid = false;
  let failed = false;
  const value = given.map((item: unknown, index) => {
    completion.path.push(index);
    const completed = complete(completion, items, { there: before[index] as unknown, given: item ?? null, set, owner });
    completion.path.pop();
    invalid ||= !!completed.invalid;
    failed ||= !!completed.failed;
    return completed.value;
  });
  return { value: invalid ? null : value, failed };
}

function object(completion: Completion, declared: GraphQLCompositeType, { there, given, set, owner }: ValueAt): Completed {
  if (!isObject(given) || !set) return misshapen(completion, 'object', owner);
  const name = given['__typename'];
  const named = name ? completion.schema.getType(String(name)) : declared;
  if (!isCompositeType(named)) {
    report(completion, `Invalid __typename found for object at ${describe(completion, declared.name, owner)}.`);
    return { value: null, failed: true };
  }
  const output = isObject(there) ? there : {};
  const whole = selectionSet(completion, { input: given, set, output, declared, type: named, owner: named.name });
  return whole ? { value: output } : { value: null, failed: true };
}

function report({ completionErrors, path }: Completion, message: string): void {
  completionErrors.push(new GraphQLError(message, { path: [...path], extensions: { code: 'INVALID_GRAPHQL' } }));
}

function misshapen({ structureErrors, path }: Completion, expected: 'list' | 'object', owner: string): Completed {
  const message = `A subgraph answered with something else than the ${expected} of this field of ${owner}.`;
  structureErrors.push(new GraphQLError(message, { path: [...path], extensions: { code: 'DOWNSTREAM_SERVICE_ERROR' } }));
  return { value: null, failed: true };
}

const describe = ({ path }: Completion, type: string, owner: string): string => {
  const last = path.at(-1)!;
  return typeof last === 'string' ? `field ${owner}.${last}` : `array element of type ${type} at index ${last}`;
};
