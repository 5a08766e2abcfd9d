import pg from 'pg';
import type { Stops } from './jest-global-setup.ts';

/** Stops what `jest-global-setup` started; on a PostgreSQL of somebody else's it leaves no database of this run behind. */
export default async function tearDown(): Promise<void> {
  const { stopTestPostgres, stopTestKafka } = globalThis as Stops;
  await stopTestKafka?.();
  await (stopTestPostgres ?? dropDatabases)();
}

async function dropDatabases(): Promise<void> {
  const client = new pg.Client({ connectionString: process.env['TEST_DATABASE_URL'] });
  await client.connect();
  try {
    const { rows } = await client.query<{ datname: string }>('SELECT datname FROM pg_database WHERE datname ~ $1', [
      `^crossing_test_${process.env['TEST_RUN']}_`,
    ]);
    for (const { datname } of rows) await client.query(`DROP DATABASE IF EXISTS ${datname} WITH (FORCE)`);
  } finally {
    await client.end();
  }
}
