import type { Sql } from '@crossing/kernel';
import type { Invitation, Invitations } from './invitation.ts';

const COLUMNS = `invitation_id AS "invitationId", company_id AS "companyId", email, role, state, invited_by AS "invitedBy",
  invited_at AS "invitedAt", sent_at AS "sentAt", expires_at AS "expiresAt"`;
const ADD = `INSERT INTO invitation (invitation_id, company_id, email, role, state, token_hash, invited_by, invited_at, sent_at, expires_at)
  VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10) ON CONFLICT (company_id, email) WHERE state = 'PENDING' DO NOTHING`;
const LIST = `SELECT ${COLUMNS} FROM invitation WHERE company_id = $1 AND ($2::uuid IS NULL OR invitation_id < $2)
  ORDER BY invitation_id DESC LIMIT $3`;

/** Invitations in PostgreSQL. */
export function invitationStore(sql: Sql): Invitations {
  const one = async (rest: string, ...values: readonly unknown[]): Promise<Invitation | null> =>
    (await sql.query<Invitation>(`SELECT ${COLUMNS} FROM invitation WHERE ${rest}`, values)).rows[0] ?? null;
  return {
    async addIfNoneOpen({ invitationId, companyId, email, role, state, invitedBy, invitedAt, sentAt, expiresAt }, tokenHash) {
      const values = [invitationId, companyId, email, role, state, tokenHash, invitedBy, invitedAt, sentAt, expiresAt];
      return (await sql.query(ADD, values)).rowCount === 1;
    },
    findOpen: (companyId, email) => one(`company_id = $1 AND email = $2 AND state = 'PENDING'`, companyId, email),
    find: (invitationId) => one('invitation_id = $1', invitationId),
    lock: (invitationId) => one('invitation_id = $1 FOR UPDATE', invitationId),
    lockByToken: (tokenHash) => one('token_hash = $1 FOR UPDATE', tokenHash),
    async renew({ invitationId, sentAt, expiresAt }, tokenHash) {
      const text = 'UPDATE invitation SET token_hash = $2, sent_at = $3, expires_at = $4 WHERE invitation_id = $1';
      await sql.query(text, [invitationId, tokenHash, sentAt, expiresAt]);
    },
    setState: async (invitationId, state) =>
      void (await sql.query('UPDATE invitation SET state = $2 WHERE invitation_id = $1', [invitationId, state])),
    list: async (companyId, { first, after }) => (await sql.query<Invitation>(LIST, [companyId, after, first + 1])).rows,
  };
}
