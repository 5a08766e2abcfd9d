import { Complaint } from '@crossing/tool-dev/complaint.ts';

const NEAR = 0.3;
const SHOWN = 3;

/** The one name that is given in full or by a part that no other has; complains with the names that may have been meant. */
export function oneNamed(what: string, names: readonly string[], given: string): string {
  if (names.includes(given)) return given;
  const containing = names.filter((name) => given !== '' && name.includes(given));
  if (containing.length === 1) return containing[0]!;
  if (containing.length > 1) throw new Complaint(`${given} is a part of several ${what}s: ${containing.join(', ')}.`);
  const near = nearest(names, given);
  throw new Complaint(
    `There is no ${what} ${given}; ${near.length > 0 ? 'near it:' : 'there are'} ${(near.length > 0 ? near : names).join(', ')}.`,
  );
}

/** The names that share most pairs of letters with what was given, or with one of its words. */
function nearest(names: readonly string[], given: string): readonly string[] {
  const words = given.split('.').filter((word) => word.length > 2);
  const likeness = (name: string) =>
    Math.max(...[given, ...words].map((word) => Math.max(...[name, ...name.split('.')].map((part) => alike(word, part)))));
  return names
    .map((name) => ({ name, likeness: likeness(name) + alike(given, name) }))
    .filter((one) => one.likeness > NEAR)
    .sort((a, b) => b.likeness - a.likeness)
    .slice(0, SHOWN)
    .map(({ name }) => name);
}

function alike(a: string, b: string): number {
  const [left, right] = [pairsOf(a), pairsOf(b)];
  const shared = left.filter((pair) => right.includes(pair)).length;
  return left.length + right.length === 0 ? 0 : (2 * shared) / (left.length + right.length);
}

const pairsOf = (text: string): string[] => Array.from({ length: Math.max(0, text.length - 1) }, (_, at) => text.slice(at, at + 2));
