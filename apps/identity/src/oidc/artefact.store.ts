import { sqlOf } from '@crossing/runtime';
import type { DataSource } from 'typeorm';
import { hashToken } from '../account/token.ts';
import type { Sealing } from '../sealing.ts';
import type { Artefact, Artefacts, NewArtefact } from './artefact.ts';

interface Row {
  readonly kind: string;
  readonly id_hash: Buffer;
  readonly sealed_payload: Buffer;
  readonly consumed_at: Date | null;
}

const USE = 'oidc artefact';
const COLUMNS = 'kind, id_hash, sealed_payload, consumed_at';
const INSERT = `INSERT INTO oidc_artefact (kind, id_hash, sealed_payload, grant_id, uid_hash, subject_ref, expires_at)
  VALUES ($1, $2, $3, $4, $5, $6, $7) ON CONFLICT (kind, id_hash) DO UPDATE
  SET sealed_payload = EXCLUDED.sealed_payload, expires_at = EXCLUDED.expires_at, subject_ref = EXCLUDED.subject_ref,
      grant_id = EXCLUDED.grant_id, uid_hash = EXCLUDED.uid_hash`;
const INSERT_ONCE = `${INSERT} WHERE oidc_artefact.expires_at <= $8`;
const BATCH = 1_000;

/** The provider's artefacts in PostgreSQL, each statement a transaction of its own. */
export function artefactStore(worker: DataSource, sealing: Sealing): Artefacts {
  const run = <T>(text: string, values: readonly unknown[]) => worker.transaction((manager) => sqlOf(manager).query<T>(text, values));
  const owner = (kind: string, idHash: Buffer) => `${kind} ${idHash.toString('base64url')}`;
  const valuesOf = ({ kind, id, payload, grantId, uid, subjectRef, expiresAt }: NewArtefact): readonly unknown[] => {
    const idHash = hashToken(id);
    const sealed = sealing.seal(USE, owner(kind, idHash), Buffer.from(JSON.stringify(payload)));
    return [kind, idHash, sealed, grantId, uid === null ? null : hashToken(uid), subjectRef, expiresAt];
  };
  const first = ({ rows: [row] }: { readonly rows: readonly Row[] }): Artefact | null => {
    if (!row) return null;
    const payload = JSON.parse(sealing.open(USE, owner(row.kind, row.id_hash), row.sealed_payload).toString());
    return { kind: row.kind, payload, consumedAt: row.consumed_at };
  };
  return {
    put: async (artefact) => void (await run(INSERT, valuesOf(artefact))),
    addOnce: async (artefact, now) => (await run(INSERT_ONCE, [...valuesOf(artefact), now])).rowCount === 1,
    find: async (kind, id) =>
      first(await run<Row>(`SELECT ${COLUMNS} FROM oidc_artefact WHERE kind = $1 AND id_hash = $2`, [kind, hashToken(id)])),
    findByUid: async (kind, uid) =>
      first(await run<Row>(`SELECT ${COLUMNS} FROM oidc_artefact WHERE kind = $1 AND uid_hash = $2`, [kind, hashToken(uid)])),
    remove: async (kind, id) => void (await run('DELETE FROM oidc_artefact WHERE kind = $1 AND id_hash = $2', [kind, hashToken(id)])),
    async consume(kind, id, now) {
      const text = 'UPDATE oidc_artefact SET consumed_at = $3 WHERE kind = $1 AND id_hash = $2 AND consumed_at IS NULL';
      return (await run(text, [kind, hashToken(id), now])).rowCount === 1;
    },
    revokeGrant: (grantId, now) =>
      worker.transaction(async (manager) => {
        const sql = sqlOf(manager);
        const ended = await sql.query('UPDATE session SET revoked_at = $2 WHERE grant_id = $1 AND revoked_at IS NULL', [grantId, now]);
        await sql.query('DELETE FROM oidc_artefact WHERE grant_id = $1', [grantId]);
        return ended.rowCount === 1;
      }),
    async sweep(now) {
      const expired = `SELECT kind, id_hash FROM oidc_artefact WHERE expires_at <= $1 LIMIT ${BATCH}`;
      let swept = 0;
      for (let rows = BATCH; rows === BATCH; swept += rows)
        rows = (await run(`DELETE FROM oidc_artefact WHERE (kind, id_hash) IN (${expired}) AND expires_at <= $1`, [now])).rowCount;
      return swept;
    },
  };
}
