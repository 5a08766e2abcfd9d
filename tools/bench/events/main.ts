import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { freePorts } from '@crossing/tool-dev/ports.ts';
import { startPostgres } from '@crossing/tool-dev/postgres.ts';
import { eventLatency } from './event-latency.ts';

// Measures on a PostgreSQL of its own, with fsync as in production.
const dataDir = mkdtempSync(path.join(tmpdir(), 'crossing-bench-'));
const [port] = await freePorts(1);
const postgres = await startPostgres({ dataDir, port: port!, durable: true });
try {
  const { p50, p99, max } = await eventLatency(postgres.url);
  console.log(`commit → applied in another service: p50 ${p50} ms, p99 ${p99} ms, max ${max} ms (goal: p99 ≤ 60 ms)`);
} finally {
  await postgres.stop();
  rmSync(dataDir, { recursive: true, force: true });
}
