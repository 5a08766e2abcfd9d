import { join } from 'node:path';
import { runSubgraph } from '@crossing/service/run-subgraph.ts';
import { createApp } from './app.ts';
import { readConfig } from './config.ts';
import { entities } from './entities.ts';

const [config, folder] = [readConfig(), join(import.meta.dirname, '..')];
const [command, ...args] = process.argv.slice(2);
await runSubgraph({ name: 'company-verification', config, entities, folder, createApp, command, args });
