import { isUuid } from '@crossing/kernel';
import { pageOf, Refusal, type Page } from '@crossing/subgraph';

interface PageArgs {
  readonly first?: number | null;
  readonly after?: string | null;
}

const FITS = {
  instant: (text: string): boolean => /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/.test(text) && !Number.isNaN(new Date(text).getTime()),
  id: isUuid,
} as const;

/** A page of a list whose cursors hold these values. Throws BAD_USER_INPUT for a cursor of another list. */
export function keysetPage(args: PageArgs, ...values: readonly (keyof typeof FITS)[]): Page {
  const page = pageOf(args);
  const fits = page.after === null || (page.after.length === values.length && values.every((kind, at) => FITS[kind](page.after![at]!)));
  if (!fits) throw new Refusal('BAD_USER_INPUT', 'after is not a cursor of this list; use an edge’s cursor or pageInfo.endCursor.');
  return page;
}
