import pg from 'pg';

const TEXT_ARRAY = 1009;
const parsers = new Map<number, (text: string) => unknown>([
  // int8, date, numeric
  [20, BigInt],
  [1082, String],
  [1700, String],
  // int8[], date[], numeric[]
  [1016, (text) => textsOf(text).map((entry) => (entry === null ? null : BigInt(entry)))],
  [1182, textsOf],
  [1231, textsOf],
]);

/** Parsers for our own connections only: int8 → bigint, date → `YYYY-MM-DD`, numeric → its text, also in arrays; the rest as pg has it. */
export const pgTypes: pg.CustomTypesConfig = {
  getTypeParser: ((oid: number, format?: 'text' | 'binary') =>
    (format !== 'binary' && parsers.get(oid)) || pg.types.getTypeParser(oid, format)) as pg.CustomTypesConfig['getTypeParser'],
};

function textsOf(text: string): (string | null)[] {
  // Known at run time, missing in pg's types.
  const parserOf = pg.types.getTypeParser as (oid: number) => (value: string) => (string | null)[];
  return parserOf(TEXT_ARRAY)(text);
}
