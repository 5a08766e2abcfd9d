import { Refusal } from './refusal.ts';

export interface PageArgs {
  readonly first?: number | null | undefined;
  readonly after?: string | null | undefined;
}

export interface Page {
  /** How many, 1..100. */
  readonly first: number;
  /** The sort values of the last row seen, as they came out of `connection`; null at the start. */
  readonly after: readonly string[] | null;
}

export interface Connection<Node> {
  readonly edges: readonly { readonly cursor: string; readonly node: Node }[];
  readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string | null };
}

const MAX_FIRST = 100;

/** Checks `first` and `after` of a connection (decisions D20). Throws BAD_USER_INPUT. */
export function pageOf({ first, after }: PageArgs): Page {
  const count = first ?? 20;
  if (count < 1 || count > MAX_FIRST) throw new Refusal('BAD_USER_INPUT', `first must be from 1 to ${MAX_FIRST}, not ${count}.`);
  return { first: count, after: after == null ? null : decode(after) };
}

/** A page from rows fetched with `LIMIT first + 1`; `sortValues` gives what the store continues after. */
export function connection<Node>(rows: readonly Node[], page: Page, sortValues: (node: Node) => readonly string[]): Connection<Node> {
  const edges = rows.slice(0, page.first).map((node) => ({ cursor: encode(sortValues(node)), node }));
  return { edges, pageInfo: { hasNextPage: rows.length > page.first, endCursor: edges.at(-1)?.cursor ?? null } };
}

const encode = (values: readonly string[]): string => Buffer.from(JSON.stringify(values)).toString('base64url');

function decode(cursor: string): readonly string[] {
  try {
    const values: unknown = JSON.parse(Buffer.from(cursor, 'base64url').toString());
    if (Array.isArray(values) && values.every((value) => typeof value === 'string')) return values;
  } catch {
    // Not JSON: answered below like any other cursor that we did not make.
  }
  throw new Refusal('BAD_USER_INPUT', 'after is not a cursor of this list; use an edge’s cursor or pageInfo.endCursor.');
}
