import { connection, keysetPage, type Connection, type Page, type PageArgs } from '@crossing/subgraph';

/** A page of a list that is ordered by id, newest first (UUIDv7 are time-ordered); `after` is the last id seen. */
export interface IdPage {
  readonly first: number;
  readonly after: string | null;
}

/** Checks `first` and `after`; a cursor of another list is BAD_USER_INPUT, not a search for nonsense. */
export function idPageOf(args: PageArgs): IdPage {
  const { first, after } = keysetPage(args, 'id');
  return { first, after: after?.[0] ?? null };
}

/** The connection of rows that were read with one more than `first`. */
export const idConnection = <Node>(rows: readonly Node[], { first }: IdPage, idOf: (node: Node) => string): Connection<Node> =>
  connection(rows, { first, after: null } satisfies Page, (node) => [idOf(node)]);
