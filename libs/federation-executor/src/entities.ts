import { isObject, type JsonObject } from './json.ts';

/** The path of a value in an answer. */
export type AnswerPath = readonly (string | number)[];

type Visit = (entity: JsonObject, at: AnswerPath) => void;

/** Finds the objects at a path of a plan, in the order of the answer; nulls, and what is not an object, are left out. */
export function entitiesAt(data: JsonObject, path: readonly string[]): JsonObject[] {
  const found: JsonObject[] = [];
  collect(data, path, 0, found);
  return found;
}

/** The paths of those objects, in the same order. Only errors need them. */
export function entityPaths(data: JsonObject, path: readonly string[]): AnswerPath[] {
  const found: AnswerPath[] = [];
  visit(data, path, [], (_entity, at) => found.push(at));
  return found;
}

function collect(value: unknown, path: readonly string[], index: number, found: JsonObject[]): void {
  if (index === path.length) {
    if (isObject(value)) found.push(value);
    return;
  }
  const step = path[index]!;
  if (step !== '@') {
    if (isObject(value)) collect(value[step], path, index + 1, found);
    return;
  }
  if (Array.isArray(value)) for (const item of value) collect(item, path, index + 1, found);
}

function visit(value: unknown, path: readonly string[], at: AnswerPath, each: Visit): void {
  const [step, ...rest] = path;
  if (step === undefined) {
    if (isObject(value)) each(value, at);
    return;
  }
  if (step !== '@') {
    if (isObject(value)) visit(value[step], rest, [...at, step], each);
    return;
  }
  if (Array.isArray(value)) value.forEach((item, index) => visit(item, rest, [...at, index], each));
}
