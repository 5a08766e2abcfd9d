import { roleOf, roleUrl, type Logger } from '@crossing/runtime';
import { Logger as WorkerLogger, run, runMigrations, type Task, type TaskList } from 'graphile-worker';
import pg from 'pg';

export const JOBS_SCHEMA = 'identity_jobs';
const SERVICE = 'identity';

export interface JobQueueOptions {
  readonly databaseUrl: string;
  readonly roleSecret: string;
}

/** Creates or upgrades the job tables, which belong to graphile-worker; needs the rights that migrations need. */
export async function installJobQueue({ databaseUrl }: Pick<JobQueueOptions, 'databaseUrl'>): Promise<void> {
  await runMigrations({ connectionString: databaseUrl, schema: JOBS_SCHEMA, logger: silent });
  const worker = roleOf(SERVICE, 'worker');
  const admin = new pg.Client({ connectionString: databaseUrl });
  await admin.connect();
  try {
    await admin.query(`GRANT USAGE ON SCHEMA ${JOBS_SCHEMA} TO ${worker}`);
    for (const kind of ['TABLES', 'SEQUENCES', 'FUNCTIONS'])
      await admin.query(`GRANT ALL ON ALL ${kind} IN SCHEMA ${JOBS_SCHEMA} TO ${worker}`);
    // graphile-worker shuts its tables by row-level security without a policy: only an owner would get in.
    const { rows } = await admin.query<{ tablename: string }>('SELECT tablename FROM pg_tables WHERE schemaname = $1', [JOBS_SCHEMA]);
    for (const { tablename } of rows) {
      await admin.query(`DROP POLICY IF EXISTS worker ON ${JOBS_SCHEMA}.${tablename}`);
      await admin.query(`CREATE POLICY worker ON ${JOBS_SCHEMA}.${tablename} TO ${worker} USING (true) WITH CHECK (true)`);
    }
  } finally {
    await admin.end();
  }
}

const silent = new WorkerLogger(() => () => {});

/** How often a job has been tried, from 1, and how often it may be. */
export interface Attempt {
  readonly attempts: number;
  readonly max_attempts: number;
}

/** What is done for a job, by its name; a job that throws is tried again later. */
export type Jobs = Readonly<Record<string, (payload: unknown, attempt: Attempt) => Promise<void>>>;

export const taskListOf = (jobs: Jobs): TaskList =>
  Object.fromEntries(Object.entries(jobs).map(([name, work]) => [name, (payload, { job }) => work(payload, job)] satisfies [string, Task]));

/** Runs the jobs of this service as its worker role until stopped; a job under way is finished first. */
export async function startJobQueue(
  { databaseUrl, roleSecret }: JobQueueOptions,
  { jobs, log }: { readonly jobs: Jobs; readonly log: Logger },
): Promise<() => Promise<void>> {
  const runner = await run({
    connectionString: roleUrl(databaseUrl, { service: SERVICE, secret: roleSecret, kind: 'worker' }),
    schema: JOBS_SCHEMA,
    concurrency: 2,
    pollInterval: 1000,
    maxPoolSize: 3,
    noHandleSignals: true,
    noPreparedStatements: false,
    logger: new WorkerLogger(() => (level, message) => {
      if (level === 'error' || level === 'warning') log.warn({ source: 'graphile-worker' }, message);
    }),
    taskList: taskListOf(jobs),
  });
  return () => runner.stop();
}
