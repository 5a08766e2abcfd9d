import pg from 'pg';

const INT8 = 20;

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

/** A connection of its own, for session locks and LISTEN. `lost` is called when it breaks while nobody is waiting for it. */
export async function connect(url: string, name: string, lost: (error: Error) => void): Promise<pg.Client> {
  const client = new pg.Client(connectionConfig(url, name));
  client.on('error', lost);
  await client.connect();
  return client;
}

/** Closes it whatever state it is in. */
export async function disconnect(client: pg.Client | undefined): Promise<void> {
  await client?.end().catch(() => {});
}
