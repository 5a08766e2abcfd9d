import { isUuid } from '@crossing/kernel';
import { pageOf, type Page, type PageArgs } from './connection.ts';
import { Refusal } from './refusal.ts';

// By writing it back: `new Date` takes 31 February for 3 March, and PostgreSQL takes `yesterday` for a day.
const isInstant = (text: string): boolean => {
  const instant = new Date(text);
  return !Number.isNaN(instant.getTime()) && instant.toISOString() === text;
};

const FITS = {
  instant: isInstant,
  day: (text: string): boolean => isInstant(`${text}T00:00:00.000Z`),
  id: isUuid,
} as const;

/** A page of a list whose cursors hold these values. Throws BAD_USER_INPUT for a cursor of another list, or a made-up one. */
export function keysetPage(args: PageArgs, ...values: readonly (keyof typeof FITS)[]): Page {
  const page = pageOf(args);
  const fits = page.after === null || (page.after.length === values.length && values.every((kind, at) => FITS[kind](page.after![at]!)));
  if (!fits) throw new Refusal('BAD_USER_INPUT', 'after is not a cursor of this list; use an edge’s cursor or pageInfo.endCursor.');
  return page;
}
