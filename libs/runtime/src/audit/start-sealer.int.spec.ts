import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { eventually } from '@crossing/testkit';
import type pg from 'pg';
import { createLogger } from '../logger.ts';
import { sqlOf } from '../database.ts';
import { sealEntries } from './seal-entries.ts';
import { newAuditKey } from './spec-audit-key.ts';
import { auditLog, SERVICE, type AuditLog } from './spec-audit-log.ts';
import { startSealer, type Sealer } from './start-sealer.ts';

const KEY = newAuditKey('one');
const quiet = createLogger({ service: SERVICE, level: 'silent' });

let log: AuditLog;
beforeEach(async () => {
  log = await auditLog(KEY);
});
afterEach(() => log.end());

const sealer = ({ test, folder }: AuditLog): Sealer =>
  startSealer({ database: test.database, service: SERVICE, privateKey: KEY, folder, log: quiet, pollMs: 5 });
const order = async () =>
  (await log.test.query<{ seq: string }>('SELECT seq FROM identity.audit_seal ORDER BY n')).map(({ seq }) => Number(seq));
const insert = (client: pg.Client, action: string) =>
  client.query(
    `INSERT INTO audit_entry (at, actor_ref, action, aggregate, aggregate_id) VALUES ('2026-01-01', 'x', $1, 'x', 'x') RETURNING seq`,
    [action],
  );

describe('startSealer', () => {
  it('seals what is committed and signs it outside', async () => {
    const running = sealer(log);
    await log.record('one');
    await log.record('two');

    await eventually(async () => expect(await log.files.newest()).toMatchObject({ service: SERVICE, n: '2', kid: 'one' }));

    await running.stop();
    expect(running.state()).toEqual({ status: 'ok' });
    expect(await log.verify()).toMatchObject({ sealed: 2n, signed: 2n, waiting: 0n, breach: null });
    expect((await readFile(join(log.folder, `${SERVICE}.heads.jsonl`), 'utf8')).split('\n')).toHaveLength(2);
  });

  it('neither loses nor waits for an entry that commits late', async () => {
    const late = await log.connectAs('worker');
    await late.query('BEGIN');
    await insert(late, 'late');
    await log.record('early');

    await log.seal();
    await late.query('COMMIT');
    await log.seal();

    expect(await order()).toEqual([2, 1]);
    expect((await log.verify()).waiting).toBe(0n);
    await late.end();
  });

  it('leaves out what was rolled back', async () => {
    const failing = await log.connectAs('worker');
    await failing.query('BEGIN');
    await insert(failing, 'undone');
    await failing.query('ROLLBACK');
    await log.record('done');

    await log.seal();

    expect(await order()).toEqual([2]);
    await failing.end();
  });

  it('seals every entry once while many write, some late, some in vain, and two sealers run', async () => {
    const sealers = [sealer(log), sealer(log)];
    const writers = await Promise.all(Array.from({ length: 8 }, () => log.connectAs('worker')));
    const kept: number[] = [];

    await Promise.all(
      writers.map(async (client, writer) => {
        for (let round = 0; round < 40; round++) {
          await client.query('BEGIN');
          const { rows } = await insert(client, `w${writer}`);
          if (round % 5 === writer % 5) await new Promise((resolve) => setTimeout(resolve, 20));
          const isKept = round % 7 !== 0;
          await client.query(isKept ? 'COMMIT' : 'ROLLBACK');
          if (isKept) kept.push(Number((rows[0] as { seq: string }).seq));
        }
        await client.end();
      }),
    );
    await eventually(async () => expect(await order()).toHaveLength(kept.length));
    await Promise.all(sealers.map((one) => one.stop()));
    await log.sign();

    const sealed = await order();
    expect([...sealed].sort((a, b) => a - b)).toEqual(kept.sort((a, b) => a - b));
    // Otherwise nothing committed late, and nothing was shown.
    expect(sealed).not.toEqual(kept);
    expect(await log.verify()).toMatchObject({ sealed: BigInt(kept.length), signed: BigInt(kept.length), breach: null });
  });

  it('lets one process seal at a time, and the writers none wait', async () => {
    await log.record('one');
    const { worker } = log.test.database;

    await worker.transaction(async (manager) => {
      await sealEntries(sqlOf(manager), SERVICE);
      expect(await worker.transaction((other) => sealEntries(sqlOf(other), SERVICE))).toBeNull();
      await log.record('two');
    });

    expect(await log.verify()).toMatchObject({ sealed: 1n, waiting: 1n });
  });

  it('raises the alarm, and signs nothing more, when the chain is not the one that was signed', async () => {
    await log.record('one');
    await log.seal();
    const signed = await log.sign();
    await log.attack(`UPDATE audit_seal SET hash = sha256('x')`);
    await log.record('two');

    const running = sealer(log);
    await eventually(() =>
      expect(running.state()).toEqual({ status: 'degraded', detail: 'the chain does not contain entry 1 as it was signed' }),
    );

    await running.stop();
    expect(await log.files.newest()).toEqual(signed);
  });
});

describe('an audit log', () => {
  it.each([
    'UPDATE identity.audit_entry SET version = 5',
    'DELETE FROM identity.audit_entry',
    'TRUNCATE identity.audit_entry CASCADE',
    'UPDATE identity.audit_seal SET n = 5',
    'DELETE FROM identity.audit_seal',
    'TRUNCATE identity.audit_seal',
  ])('lets neither its owner nor a superuser %s', async (statement) => {
    await log.record('one');
    await log.seal();

    await expect(log.test.query(statement)).rejects.toThrow('is append-only');
  });

  it('gives whoever serves no way to what waits or is sealed', async () => {
    await log.record('one');
    const client = await log.connectAs('app');

    for (const statement of ['DELETE FROM audit_unsealed', 'INSERT INTO audit_unsealed VALUES (1)', 'SELECT FROM audit_seal'])
      await expect(client.query(statement)).rejects.toThrow('permission denied');
    await expect(log.test.database.worker.query('UPDATE audit_seal SET n = 2')).rejects.toThrow('permission denied');
    await client.end();
  });
});
