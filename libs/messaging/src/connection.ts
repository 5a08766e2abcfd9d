import pg from 'pg';

const INT8 = 20;
/** Whoever holds a session lock and has not been heard for so long has lost it. */
export const LEASE_MS = 10_000;
const HEARTBEAT_MS = 3_000;

/** int8 arrives as bigint; on our own connections only, the rest as pg has it. */
export const types: pg.CustomTypesConfig = {
  getTypeParser: ((oid: number, format?: 'text' | 'binary') =>
    oid === INT8 && format !== 'binary' ? BigInt : pg.types.getTypeParser(oid, format)) as pg.CustomTypesConfig['getTypeParser'],
};

/** The pg settings of every connection that this lib opens; a peer that vanished is noticed within half a minute. */
export const connectionConfig = (url: string, name: string): pg.ClientConfig => ({
  connectionString: url,
  application_name: name,
  types,
  connectionTimeoutMillis: 5_000,
  statement_timeout: 10_000,
  keepAlive: true,
  options: '-c tcp_keepalives_idle=10 -c tcp_keepalives_interval=5 -c tcp_keepalives_count=3',
});

/**
 * A connection of its own, for session locks and LISTEN. `lost` is called when it breaks while nobody is waiting for it. A
 * process that stands still keeps its sockets, and its locks with them: PostgreSQL closes this connection, and frees them, when
 * it has said nothing for ten seconds, or taken nothing of an answer.
 */
export async function connect(url: string, name: string, lost: (error: Error) => void): Promise<pg.Client> {
  const config = connectionConfig(url, name);
  const client = new pg.Client({
    ...config,
    options: `${config.options} -c idle_session_timeout=${LEASE_MS} -c tcp_user_timeout=${LEASE_MS}`,
  });
  client.on('error', lost);
  await client.connect();
  return client;
}

interface Statements {
  query(text: string): Promise<unknown>;
}

/** Does work that may be long and does not use the connection meanwhile, or waits for its turn, and keeps the connection's lease while it lasts. */
export async function keepingLease<T>(client: Statements, work: () => Promise<T>): Promise<T> {
  let beat: Promise<unknown> = Promise.resolve();
  const timer = setInterval(() => {
    // One at a time. That the connection is gone is found out by whoever uses it next.
    beat = beat.then(() => client.query('SELECT')).catch(() => {});
  }, HEARTBEAT_MS);
  try {
    return await work();
  } finally {
    clearInterval(timer);
    await beat;
  }
}

/** Closes it whatever state it is in. */
export async function disconnect(client: pg.Client | undefined): Promise<void> {
  await client?.end().catch(() => {});
}
