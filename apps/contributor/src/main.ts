import { join } from 'node:path';
import { runSubgraph } from '@crossing/service/run-subgraph.ts';
import { createApp } from './app.ts';
import { readConfig } from './config.ts';
import { entities } from './unit-of-work.ts';

await runSubgraph({
  name: 'contributor',
  config: readConfig(),
  entities,
  folder: join(import.meta.dirname, '..'),
  createApp,
  command: process.argv[2],
  args: process.argv.slice(3),
});
