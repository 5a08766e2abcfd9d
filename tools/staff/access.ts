import { existsSync } from 'node:fs';
import path from 'node:path';
import { Complaint } from '@crossing/tool-dev/complaint.ts';
import { DEFAULT_POSTGRES_PORT } from '@crossing/tool-dev/ports.ts';
import { secretsOf } from '@crossing/tool-dev/secrets.ts';

const root = path.join(import.meta.dirname, '../..');

/** The environment of identity's operator commands: as it is, or filled from the data folder of `npm start`. */
export function operatorEnvironment(env: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  const DATABASE_URL = env['DATABASE_URL'] ?? `postgres://crossing@127.0.0.1:${DEFAULT_POSTGRES_PORT}/crossing`;
  if (env['DATABASE_ROLE_SECRET']) return { ...env, DATABASE_URL };
  const dataDir = path.resolve(root, env['DATA_DIR'] ?? '.data');
  if (!existsSync(path.join(dataDir, 'secrets.json'))) {
    throw new Complaint(
      `${dataDir} is no data folder of npm start: set DATA_DIR to it, or DATABASE_URL and DATABASE_ROLE_SECRET to identity’s.`,
    );
  }
  return { ...env, DATABASE_URL, DATABASE_ROLE_SECRET: secretsOf(dataDir).databaseRoleSecret };
}
