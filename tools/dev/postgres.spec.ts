import { spawn } from 'node:child_process';
import { chmodSync, existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import pg from 'pg';
import { freePorts } from './ports.ts';
import { startPostgres, type RunningPostgres } from './postgres.ts';

let folder: string;
let port: number;
const running: RunningPostgres[] = [];

beforeEach(async () => {
  folder = mkdtempSync(path.join(tmpdir(), 'crossing-postgres-spec-'));
  // Where root lets PostgreSQL's user in.
  chmodSync(folder, 0o755);
  port = (await freePorts(1))[0]!;
});
afterEach(async () => {
  for (const one of running.splice(0)) {
    await one.stop();
    rmSync(one.folder, { recursive: true, force: true });
  }
  rmSync(folder, { recursive: true, force: true });
});

async function start(dataDir = path.join(folder, 'data'), onPort = port): Promise<RunningPostgres> {
  const postgres = await startPostgres({ dataDir, port: onPort, durable: false });
  running.push(postgres);
  return postgres;
}

async function ask(url: string, text: string): Promise<unknown[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query(text)).rows;
  } finally {
    await client.end();
  }
}

describe('startPostgres', () => {
  it('keeps its data from one start to the next', async () => {
    const first = await start();
    await ask(first.url, 'CREATE TABLE kept AS SELECT 42 AS answer');
    await first.stop();

    const second = await start();

    expect(await ask(second.url, 'SELECT answer FROM kept')).toEqual([{ answer: 42 }]);
  });

  it('says which port is taken', async () => {
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const taken = (server.address() as AddressInfo).port;

    await expect(start(folder, taken)).rejects.toThrow(`Port ${taken}, where PostgreSQL should listen, is taken`);
    await new Promise((resolve) => server.close(resolve));
  });

  it('refuses the folder of another major version', async () => {
    writeFileSync(path.join(folder, 'PG_VERSION'), '16\n');

    await expect(start(folder)).rejects.toThrow('was made by PostgreSQL 16, this project runs 18');
  });

  it('refuses a folder that holds something else', async () => {
    writeFileSync(path.join(folder, 'letter.txt'), 'dear diary');

    await expect(start(folder)).rejects.toThrow('is neither empty nor a PostgreSQL cluster');
  });

  it('refuses a folder that cannot be', async () => {
    writeFileSync(path.join(folder, 'file'), '', { mode: 0o755 });

    await expect(start(path.join(folder, 'file', 'data'))).rejects.toThrow(/^PostgreSQL cannot keep its data in .* \(E\w+\)/);
  });

  it('keeps no stand-in for a private folder that is gone', async () => {
    const dataDir = path.join(folder, 'data');
    if (process.getuid?.() === 0) chmodSync(folder, 0o700);
    const first = await start(dataDir);
    await first.stop();
    rmSync(dataDir, { recursive: true });

    const second = await start(path.join(folder, 'other'));

    expect(existsSync(first.folder)).toBe(false);
    expect(existsSync(second.folder)).toBe(true);
  });

  it('refuses a folder that another one uses', async () => {
    await start();
    const [other] = await freePorts(1);

    await expect(start(undefined, other)).rejects.toThrow('is in use by another PostgreSQL');
  });

  it('ends when its starter is killed, and the next one waits for that', async () => {
    const dataDir = path.join(folder, 'data');
    const script = `import { startPostgres } from ${JSON.stringify(path.join(import.meta.dirname, 'postgres.ts'))};
      await startPostgres(${JSON.stringify({ dataDir, port, durable: false })});
      console.log('up');`;
    const starter = spawn(process.execPath, ['--input-type=module-typescript', '--no-warnings', '-e', script]);
    await new Promise((resolve) => starter.stdout.once('data', resolve));
    starter.kill('SIGKILL');

    const [other] = await freePorts(1);
    const next = await start(dataDir, other);

    expect(await ask(next.url, 'SELECT 1 AS one')).toEqual([{ one: 1 }]);
  });
});
