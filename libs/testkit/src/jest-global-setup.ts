import { randomBytes } from 'node:crypto';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { isAlive } from '@crossing/tool-dev/is-alive.ts';
import { freePorts } from '@crossing/tool-dev/ports.ts';
import { startPostgres } from '@crossing/tool-dev/postgres.ts';
import { openKafkaDoor } from './kafka-door.ts';

const PREFIX = 'crossing-test-';

/** What the teardown stops; both lie in the process that starts the workers. */
export interface Stops {
  stopTestPostgres?: () => Promise<void>;
  stopTestKafka?: () => Promise<void>;
}

/**
 * One PostgreSQL for a jest run, on a free port and in a folder of its own; the one that DATABASE_URL names instead, if set: that
 * must be a superuser's on a cluster for tests, since the passwords of the services' roles are set there. Kafka is started for the first spec that asks for it.
 */
export default async function setUp(): Promise<void> {
  process.env['TEST_RUN'] = randomBytes(4).toString('hex');
  sweep();
  const stops = globalThis as Stops;
  stops.stopTestKafka = await openKafkaDoor(newFolder);
  const named = process.env['DATABASE_URL'];
  if (named) {
    process.env['TEST_DATABASE_URL'] = named;
    return;
  }
  const dataDir = newFolder();
  const [port] = await freePorts(1);
  const postgres = await startPostgres({ dataDir, port: port!, durable: false });
  process.env['TEST_DATABASE_URL'] = postgres.url;
  stops.stopTestPostgres = async () => {
    await postgres.stop();
    for (const folder of [postgres.folder, dataDir]) rmSync(folder, { recursive: true, force: true });
  };
}

const newFolder = (): string => mkdtempSync(path.join(tmpdir(), `${PREFIX}${process.pid}-`));

/** Removes the folders of runs that were killed; their PostgreSQL ended with them. */
function sweep(): void {
  for (const name of readdirSync(tmpdir())) {
    const pid = new RegExp(`^${PREFIX}(\\d+)-`).exec(name)?.[1];
    if (pid === undefined || isAlive(Number(pid))) continue;
    try {
      rmSync(path.join(tmpdir(), name), { recursive: true, force: true });
    } catch {
      // Another user's; they will sweep it.
    }
  }
}
