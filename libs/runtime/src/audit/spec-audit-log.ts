import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { TEST_ROLE_SECRET, testDatabase, type TestDatabase } from '@crossing/testkit';
import pg from 'pg';
import { audit } from '../audit.ts';
import { sqlOf } from '../database.ts';
import { roleUrl, type RoleKind } from '../roles.ts';
import { headSigner } from './audit-head.ts';
import { headFiles } from './head-files.ts';
import { sealEntries } from './seal-entries.ts';
import { newAuditKey } from './spec-audit-key.ts';
import { signEnd, type Signing } from './sign-end.ts';
import { verifyChain, type Verdict } from './verify-chain.ts';

export const SERVICE = 'identity';

/** For specs: an audit log on a database of its own, sealed by hand, with its heads in a folder. */
export async function auditLog(key = newAuditKey('one')) {
  const test: TestDatabase = await testDatabase({ service: SERVICE });
  const folder = await mkdtemp(join(tmpdir(), 'crossing-audit-'));
  const files = headFiles(folder, SERVICE);
  const { worker } = test.database;
  const signing: Signing = {
    ...headSigner(key),
    service: SERVICE,
    files,
    query: (text, values) => worker.transaction((manager) => sqlOf(manager).query(text, values)),
  };
  const record = (action: string) =>
    worker.transaction((manager) => {
      const entry = { action, aggregate: 'parcel', aggregateId: action, version: 1, detail: { weight: 3, codes: ['A', 'B'] } };
      return audit(sqlOf(manager), { actor: 'somebody', clock: () => new Date('2026-03-01T09:30:00.123Z') }).record(entry);
    });
  const seal = async () => {
    while ((await worker.transaction((manager) => sealEntries(sqlOf(manager), SERVICE)))?.more) continue;
  };
  const sign = () => signEnd(signing, new Date());
  const verify = async (): Promise<Verdict> => {
    const heads = await files.all();
    return worker.transaction('REPEATABLE READ', (manager) =>
      verifyChain(sqlOf(manager), { service: SERVICE, heads, verify: signing.verify }),
    );
  };
  /** Does what nobody may: as a superuser who has put triggers and foreign keys out of force. */
  const attack = async (...statements: readonly string[]): Promise<void> => {
    const client = new pg.Client({ connectionString: test.url });
    await client.connect();
    await client.query(`SET session_replication_role = replica; SET search_path = ${SERVICE}`);
    for (const statement of statements) await client.query(statement);
    await client.end();
  };
  /** A connection of its own as one of the service's roles; whoever opens it ends it. */
  const connectAs = async (kind: RoleKind): Promise<pg.Client> => {
    const connectionString = roleUrl(test.url, { service: SERVICE, secret: TEST_ROLE_SECRET, kind });
    const client = new pg.Client({ connectionString, options: `-c search_path=${SERVICE}` });
    client.on('error', () => {});
    await client.connect();
    return client;
  };
  const end = async () => {
    await test.drop();
    await rm(folder, { recursive: true });
  };
  return { test, folder, files, signing, record, seal, sign, verify, attack, connectAs, end };
}

export type AuditLog = Awaited<ReturnType<typeof auditLog>>;
