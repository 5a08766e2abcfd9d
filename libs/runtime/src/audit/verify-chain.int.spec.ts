import { beginning, ENTRY_COLUMNS, sealed, type AuditEntry, type ChainEnd } from './audit-chain.ts';
import { headSigner } from './audit-head.ts';
import { newAuditKey } from './spec-audit-key.ts';
import { auditLog, SERVICE, type AuditLog } from './spec-audit-log.ts';
import type { Breach } from './verify-chain.ts';

let log: AuditLog;
beforeEach(async () => {
  log = await auditLog();
  for (const action of ['one', 'two', 'three', 'four']) await log.record(action);
  await log.seal();
  await log.files.append((await log.sign())!);
  for (const action of ['five', 'six']) await log.record(action);
  await log.seal();
  await log.sign();
});
afterEach(() => log.end());

/** What only the holder of the database can do: seals everything anew, as if it had always been so. */
async function chainAnew({ test, attack }: AuditLog): Promise<void> {
  const entries = await test.query<AuditEntry & { seq: string }>(`SELECT ${ENTRY_COLUMNS} FROM identity.audit_entry e ORDER BY e.seq`);
  const links: ChainEnd[] = [];
  for (const entry of entries) links.push(sealed(links.at(-1) ?? beginning(SERVICE), { ...entry, seq: BigInt(entry.seq) }));
  const values = links.map(({ n, hash }, index) => `(${n}, ${entries[index]!.seq}, '\\x${hash.toString('hex')}')`);
  await attack('DELETE FROM audit_seal', `INSERT INTO audit_seal VALUES ${values.join()}`);
}

const sql =
  (...statements: readonly string[]) =>
  (log: AuditLog) =>
    log.attack(...statements);
const without = (action: string) =>
  `DELETE FROM audit_seal WHERE seq = (SELECT seq FROM audit_entry WHERE action = '${action}'); DELETE FROM audit_entry WHERE action = '${action}'`;

describe('verifyChain', () => {
  it('finds nothing wrong with a log that nobody touched', async () => {
    await log.record('seven');

    expect(await log.verify()).toEqual({ service: SERVICE, sealed: 6n, signed: 6n, waiting: 1n, breach: null });
  });

  it('finds an empty log in order', async () => {
    const empty = await auditLog();

    expect(await empty.verify()).toEqual({ service: SERVICE, sealed: 0n, signed: 0n, waiting: 0n, breach: null });

    await empty.end();
  });

  it.each<[string, (log: AuditLog) => Promise<unknown>, Breach]>([
    ['another actor', sql(`UPDATE audit_entry SET actor_ref = 'nobody' WHERE seq = 3`), { kind: 'altered', n: 3n, seq: 3n }],
    ['another action', sql(`UPDATE audit_entry SET action = 'none' WHERE seq = 1`), { kind: 'altered', n: 1n, seq: 1n }],
    ['another aggregate', sql(`UPDATE audit_entry SET aggregate = 'x' WHERE seq = 6`), { kind: 'altered', n: 6n, seq: 6n }],
    ['another object', sql(`UPDATE audit_entry SET aggregate_id = 'x' WHERE seq = 2`), { kind: 'altered', n: 2n, seq: 2n }],
    ['a version less', sql('UPDATE audit_entry SET version = NULL WHERE seq = 2'), { kind: 'altered', n: 2n, seq: 2n }],
    ['a microsecond', sql(`UPDATE audit_entry SET at = at + interval '1 microsecond' WHERE seq = 4`), { kind: 'altered', n: 4n, seq: 4n }],
    ['a detail', sql(`UPDATE audit_entry SET detail = '{"weight": 4}' WHERE seq = 5`), { kind: 'altered', n: 5n, seq: 5n }],
    ['a hash', sql(`UPDATE audit_seal SET hash = sha256('x') WHERE n = 2`), { kind: 'altered', n: 2n, seq: 2n }],
    ['the first entry deleted', sql('DELETE FROM audit_entry WHERE seq = 1'), { kind: 'entry-deleted', n: 1n, seq: 1n }],
    ['one in the middle deleted', sql('DELETE FROM audit_entry WHERE seq = 3'), { kind: 'entry-deleted', n: 3n, seq: 3n }],
    ['the last one deleted', sql('DELETE FROM audit_entry WHERE seq = 6'), { kind: 'entry-deleted', n: 6n, seq: 6n }],
    ['the first one deleted with its seal', sql(without('one')), { kind: 'seal-deleted', n: 1n }],
    ['one in the middle deleted with its seal', sql(without('four')), { kind: 'seal-deleted', n: 4n }],
    [
      'one in the middle deleted, and the rest moved up',
      sql(without('three'), 'UPDATE audit_seal SET n = n + 100 WHERE n > 3', 'UPDATE audit_seal SET n = n - 101 WHERE n > 100'),
      { kind: 'altered', n: 3n, seq: 4n },
    ],
    ['the tail cut off', sql(without('five'), without('six')), { kind: 'truncated', n: 5n, signed: 6n }],
    ['everything cut off', sql('DELETE FROM audit_seal', 'DELETE FROM audit_entry'), { kind: 'truncated', n: 1n, signed: 6n }],
    [
      'two entries in each other’s place',
      sql(
        'UPDATE audit_entry e SET action = o.action, aggregate_id = o.aggregate_id FROM audit_entry o WHERE (e.seq, o.seq) IN ((2, 5), (5, 2))',
      ),
      { kind: 'altered', n: 2n, seq: 2n },
    ],
    [
      'two seals in each other’s place',
      sql(
        'UPDATE audit_seal SET seq = 99 WHERE n = 2',
        'UPDATE audit_seal SET seq = 2 WHERE n = 5',
        'UPDATE audit_seal SET seq = 5 WHERE n = 2',
      ),
      { kind: 'reordered', n: 2n, seq: 5n },
    ],
    [
      'an entry slipped in unsealed',
      sql(`INSERT INTO audit_entry (at, actor_ref, action, aggregate, aggregate_id) VALUES ('2026-01-01', 'x', 'x', 'x', 'x')`),
      { kind: 'never-sealed', seq: 7n },
    ],
    [
      'an entry altered and everything sealed anew without the key',
      async (log) => {
        await log.attack(`UPDATE audit_entry SET actor_ref = 'nobody' WHERE seq = 3`);
        await chainAnew(log);
      },
      { kind: 'rewritten', n: 4n, after: 0n },
    ],
    [
      'a late entry altered and everything sealed anew without the key',
      async (log) => {
        await log.attack(`UPDATE audit_entry SET actor_ref = 'nobody' WHERE seq = 5`);
        await chainAnew(log);
      },
      { kind: 'rewritten', n: 6n, after: 4n },
    ],
    [
      'a head signed by another key',
      async ({ files, signing }) => {
        const { hash, n } = (await files.newest())!;
        const other = headSigner(newAuditKey('one'));
        await files.replace(other.sign(signing.service, { n: BigInt(n), hash: Buffer.from(hash, 'hex') }, new Date()));
      },
      { kind: 'wrong-signature', n: 6n, kid: 'one' },
    ],
    [
      'a head of another service',
      async ({ files, signing }) => {
        const { hash, n } = (await files.newest())!;
        await files.replace(signing.sign('matching', { n: BigInt(n), hash: Buffer.from(hash, 'hex') }, new Date()));
      },
      { kind: 'wrong-signature', n: 6n, kid: 'one' },
    ],
  ])('names %s', async (_what, attack, breach) => {
    await attack(log);

    expect((await log.verify()).breach).toEqual(breach);
  });

  it('does not take a chain’s own word for it', async () => {
    const unsigned = await auditLog();
    await unsigned.record('one');
    await unsigned.seal();

    expect((await unsigned.verify()).breach).toEqual({ kind: 'no-head' });

    await unsigned.end();
  });
});
