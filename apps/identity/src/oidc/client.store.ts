import { sqlOf } from '@crossing/runtime';
import type { EntityManager } from 'typeorm';
import type { OidcClient, OidcClients } from './client.ts';

interface Row {
  readonly client_id: string;
  readonly metadata: Readonly<Record<string, unknown>>;
  readonly created_at: Date;
  readonly disabled_at: Date | null;
}

const COLUMNS = 'client_id, metadata, created_at, disabled_at';
const clientOf = (row: Row): OidcClient => ({
  clientId: row.client_id,
  metadata: row.metadata,
  createdAt: row.created_at,
  disabledAt: row.disabled_at,
});

/** Clients in PostgreSQL. */
export function oidcClientStore(manager: EntityManager): OidcClients {
  const run = <T>(text: string, values: readonly unknown[] = []) => sqlOf(manager).query<T>(text, values);
  return {
    async add({ clientId, metadata, createdAt }) {
      const text = 'INSERT INTO oidc_client (client_id, metadata, created_at) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING';
      return (await run(text, [clientId, JSON.stringify(metadata), createdAt])).rowCount === 1;
    },
    list: async () => (await run<Row>(`SELECT ${COLUMNS} FROM oidc_client ORDER BY client_id`)).rows.map(clientOf),
    async find(clientId) {
      const { rows } = await run<Row>(`SELECT ${COLUMNS} FROM oidc_client WHERE client_id = $1`, [clientId]);
      return rows[0] ? clientOf(rows[0]) : null;
    },
    async disable(clientId, at) {
      const disabled = await run('UPDATE oidc_client SET disabled_at = $2 WHERE client_id = $1 AND disabled_at IS NULL', [clientId, at]);
      if (disabled.rowCount === 0) return null;
      return (await run('UPDATE session SET revoked_at = $2 WHERE client_id = $1 AND revoked_at IS NULL', [clientId, at])).rowCount;
    },
  };
}
