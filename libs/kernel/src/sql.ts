/** What a statement answers: its rows, and how many rows it touched. */
export interface SqlResult<Row> {
  readonly rows: Row[];
  readonly rowCount: number;
}

/**
 * The one thing that SQL-speaking code of the libs needs: run a statement on the transaction (or connection) at hand.
 * `timestamptz` arrives as Date, `int8` as bigint, `date` as `YYYY-MM-DD`, `jsonb` parsed.
 */
export interface Sql {
  query<Row = Record<string, unknown>>(text: string, values?: readonly unknown[]): Promise<SqlResult<Row>>;
}
