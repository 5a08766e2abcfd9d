import { randomBytes } from 'node:crypto';
import { chmodSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { environmentOf, type Wiring } from './environment.ts';
import { PROCESSES, type Ports } from './ports.ts';
import { secretsOf } from './secrets.ts';

// node compose-secrets.ts <folder>: what docker-compose.yml mounts into each service, a file a secret. Made once, kept after that.
const folder = process.argv[2] ?? '.';
const kept = /^(DATABASE_|CALLER_|GATEWAY_|SEALING_|AUDIT_PRIVATE_)/;

function write(service: string, name: string, value: string): void {
  mkdirSync(path.join(folder, service), { recursive: true });
  const file = path.join(folder, service, name);
  writeFileSync(file, value);
  // Read by the service's own user; the volume is mounted into that service alone.
  chmodSync(file, 0o444);
}

const passwordFile = path.join(folder, 'postgres', 'POSTGRES_PASSWORD');
if (!existsSync(passwordFile)) write('postgres', 'POSTGRES_PASSWORD', randomBytes(24).toString('hex'));
const wiring: Wiring = {
  ports: Object.fromEntries(PROCESSES.map((name, index) => [name, 4000 + index])) as Ports,
  databaseUrl: `postgres://crossing:${readFileSync(passwordFile, 'utf8')}@postgres:5432/crossing`,
  secrets: secretsOf(folder),
  auditDir: '/audit',
  subgraphUrls: { identity: '', contributor: '', 'company-verification': '', matching: '' },
};
for (const service of PROCESSES)
  for (const [name, value] of Object.entries(environmentOf(service, wiring))) if (kept.test(name)) write(service, name, value);
