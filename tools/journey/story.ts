import type { Actor } from './actor.ts';
import type { GraphClient } from './graph-client.ts';

/** What the steps hand on to each other. */
export interface Story {
  readonly graph: GraphClient;
  readonly grantStaff: (email: string, role: string) => Promise<void>;
  /** Makes this run's names its own. */
  readonly mark: string;
  readonly people: Record<string, Actor>;
  /** Global ids, hashes and versions of what was made, by name. */
  readonly ids: Record<string, string>;
}

/** An actor of the story; throws when they have not joined yet. */
export function actor(story: Story, key: string): Actor {
  const found = story.people[key];
  if (!found) throw new Error(`${key} has not joined yet`);
  return found;
}

/** An id of the story; throws when it is not there yet. */
export function id(story: Story, name: string): string {
  const found = story.ids[name];
  if (found === undefined) throw new Error(`The story has no ${name} yet`);
  return found;
}

/** Throws unless the two are equal, telling both. */
export function expectEqual(what: string, actual: unknown, expected: unknown): void {
  const [left, right] = [JSON.stringify(actual), JSON.stringify(expected)];
  if (left !== right) throw new Error(`${what}: expected ${right}, got ${left}`);
}
