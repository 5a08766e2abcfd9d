import type { DataSource, EntityMetadata } from 'typeorm';

interface TableColumn {
  readonly name: string;
  /** As PostgreSQL writes it, e.g. `timestamp with time zone` or `text[]`. */
  readonly type: string;
  readonly nullable: boolean;
  /** PostgreSQL fills it when an insert leaves it out. */
  readonly filled: boolean;
  readonly in_key: boolean;
  readonly of_view: boolean;
}

/** Where EntitySchemas and the tables that the migrations made disagree, a sentence each; empty when they agree. */
export async function driftOf(source: DataSource): Promise<string[]> {
  const drift = await Promise.all(source.entityMetadatas.map((entity) => driftOfTable(source, entity)));
  return drift.flat();
}

async function driftOfTable(source: DataSource, { tableName, schema, columns }: EntityMetadata): Promise<string[]> {
  const table = new Map((await columnsOf(source, schema ?? 'public', tableName)).map((column) => [column.name, column]));
  if (table.size === 0) return [`${tableName} is mapped and does not exist`];
  const drift: string[] = [];
  for (const { databaseName: name, isNullable, isArray, isPrimary, ...column } of columns) {
    const found = table.get(name);
    table.delete(name);
    if (!found) {
      drift.push(`${tableName}.${name} is mapped and not in the table`);
      continue;
    }
    const type = `${source.driver.normalizeType(column)}${isArray ? '[]' : ''}`;
    if (found.type !== type) drift.push(`${tableName}.${name} is ${found.type} in the table and mapped as ${type}`);
    if (found.of_view) continue;
    if (found.nullable !== isNullable) drift.push(`${tableName}.${name} is ${found.nullable ? '' : 'not '}nullable in the table only`);
    if (found.in_key !== isPrimary) drift.push(`${tableName}.${name} is ${found.in_key ? '' : 'not '}in the primary key of the table only`);
  }
  for (const { name, nullable, filled, of_view } of table.values()) {
    if (!nullable && !filled && !of_view) drift.push(`${tableName}.${name} is required in the table and not mapped`);
  }
  return drift;
}

const columnsOf = (source: DataSource, schema: string, table: string): Promise<TableColumn[]> =>
  source.query<TableColumn[]>(
    `SELECT a.attname AS name,
            format_type(a.atttypid, NULL) AS type,
            NOT a.attnotnull AS nullable,
            a.atthasdef OR a.attidentity <> '' AS filled,
            EXISTS (SELECT FROM pg_index i WHERE i.indrelid = c.oid AND i.indisprimary AND a.attnum = ANY (i.indkey)) AS in_key,
            c.relkind <> 'r' AND c.relkind <> 'p' AS of_view
     FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
     WHERE c.relnamespace = to_regnamespace($1) AND c.relname = $2`,
    [schema, table],
  );
