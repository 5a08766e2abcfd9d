import type { DataSource } from 'typeorm';

/** Columns that an EntitySchema names and its table lacks, or the other way round for required ones; empty when they agree. */
export async function driftOf(source: DataSource): Promise<string[]> {
  const drift: string[] = [];
  for (const { tableName, schema, columns } of source.entityMetadatas) {
    const rows = await source.query<
      { column_name: string; is_nullable: string; column_default: string | null; is_generated: string; is_identity: string }[]
    >(
      `SELECT column_name, is_nullable, column_default, is_generated, is_identity FROM information_schema.columns
       WHERE table_schema = $1 AND table_name = $2`,
      [schema, tableName],
    );
    const table = new Map(rows.map((row) => [row.column_name, row]));
    const mapped = new Set(columns.map(({ databaseName }) => databaseName));
    for (const { databaseName, isNullable } of columns) {
      const column = table.get(databaseName);
      if (!column) drift.push(`${tableName}.${databaseName} is mapped and not in the table`);
      if (column && (column.is_nullable === 'YES') !== isNullable) {
        drift.push(`${tableName}.${databaseName} is ${column.is_nullable === 'YES' ? '' : 'not '}nullable in the table only`);
      }
    }
    for (const [name, column] of table) {
      const filled =
        column.is_nullable === 'YES' || column.column_default !== null || column.is_generated === 'ALWAYS' || column.is_identity === 'YES';
      if (!mapped.has(name) && !filled) drift.push(`${tableName}.${name} is required in the table and not mapped`);
    }
  }
  return drift;
}
