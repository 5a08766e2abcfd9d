import { join } from 'node:path';
import { runSubgraph } from '@crossing/service/run-subgraph.ts';
import { createApp } from './app.ts';
import { readConfig } from './config.ts';
import { installJobQueue } from './job-queue.ts';
import { entities } from './unit-of-work.ts';

const config = readConfig();
const migrated = () => installJobQueue({ databaseUrl: config.DATABASE_URL });
await runSubgraph({
  name: 'identity',
  config,
  entities,
  folder: join(import.meta.dirname, '..'),
  createApp,
  migrated,
  command: process.argv[2],
  args: process.argv.slice(3),
});
