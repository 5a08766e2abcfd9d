import { mkdtempSync, rmSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { startPostgres } from '@crossing/tool-dev/postgres.ts';

const freePort = (): Promise<number> =>
  new Promise((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const { port } = server.address() as AddressInfo;
      server.close(() => resolve(port));
    });
  });

/** One PostgreSQL for a jest run, on a free port and in a folder of its own; the one that DATABASE_URL names instead, if set. */
export default async function setUp(): Promise<void> {
  const named = process.env['DATABASE_URL'];
  if (named) {
    process.env['TEST_DATABASE_URL'] = named;
    return;
  }
  const dataDir = mkdtempSync(path.join(tmpdir(), 'crossing-test-'));
  const postgres = await startPostgres({ dataDir, port: await freePort(), durable: false });
  process.env['TEST_DATABASE_URL'] = postgres.url;
  (globalThis as { stopTestPostgres?: () => Promise<void> }).stopTestPostgres = async () => {
    await postgres.stop();
    rmSync(dataDir, { recursive: true, force: true });
  };
}
