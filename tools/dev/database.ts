import path from 'node:path';
import pg from 'pg';
import { Complaint } from './complaint.ts';
import { DEFAULT_POSTGRES_PORT, freePorts, isFree } from './ports.ts';
import { startPostgres } from './postgres.ts';

export interface RunningDatabase {
  /** Of the database `crossing`, as its owner. */
  readonly url: string;
  stop(): Promise<void>;
}

const NAME = 'crossing';

/** The database that DATABASE_URL names, or one of our own in the data folder. */
export async function openGraphDatabase({
  url,
  dataDir,
  usualPort,
}: {
  url?: string;
  dataDir: string;
  usualPort: boolean;
}): Promise<RunningDatabase> {
  if (url) {
    await probe(url);
    return { url, stop: async () => {} };
  }
  const port = usualPort && (await isFree(DEFAULT_POSTGRES_PORT)) ? DEFAULT_POSTGRES_PORT : (await freePorts(1))[0]!;
  const postgres = await startPostgres({ dataDir: path.join(dataDir, 'postgres'), port, durable: true });
  return { url: await createIfMissing(postgres.url), stop: postgres.stop };
}

async function probe(url: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  try {
    await client.connect();
  } catch (error) {
    throw new Complaint(
      `DATABASE_URL does not lead to a database (${(error as Error).message}): correct it, or leave it out to start the PostgreSQL that comes with the project.`,
    );
  } finally {
    await client.end().catch(() => {});
  }
}

async function createIfMissing(adminUrl: string): Promise<string> {
  const client = new pg.Client({ connectionString: adminUrl });
  await client.connect();
  try {
    const { rowCount } = await client.query('SELECT 1 FROM pg_database WHERE datname = $1', [NAME]);
    if (!rowCount) await client.query(`CREATE DATABASE ${NAME}`);
  } finally {
    await client.end();
  }
  const url = new URL(adminUrl);
  url.pathname = `/${NAME}`;
  return url.toString();
}
