import { isUuid } from '@crossing/kernel';
import { connection, pageOf, Refusal, type Connection, type Page } from '@crossing/subgraph';

/** A page of a list that is ordered by id, newest first (UUIDv7 are time-ordered); `after` is the last id seen. */
export interface IdPage {
  readonly first: number;
  readonly after: string | null;
}

export interface PageArgs {
  readonly first?: number | null | undefined;
  readonly after?: string | null | undefined;
}

/** Checks `first` and `after`; a cursor of another list is BAD_USER_INPUT, not a search for nonsense. */
export function idPageOf({ first, after }: PageArgs): IdPage {
  const page = pageOf({ first: first ?? null, after: after ?? null });
  const id = page.after?.[0] ?? null;
  if (page.after && (page.after.length !== 1 || !isUuid(id!))) throw new Refusal('BAD_USER_INPUT', 'after is not a cursor of this list.');
  return { first: page.first, after: id };
}

/** The connection of rows that were read with one more than `first`. */
export const idConnection = <Node>(rows: readonly Node[], { first }: IdPage, idOf: (node: Node) => string): Connection<Node> =>
  connection(rows, { first, after: null } satisfies Page, (node) => [idOf(node)]);
