import { sqlOf } from '@crossing/runtime';
import { EntitySchema, IsNull, type EntityManager } from 'typeorm';
import type { Session, Sessions } from './session.ts';

export const SessionTable = new EntitySchema<Session>({
  name: 'session',
  columns: {
    sessionId: { type: 'uuid', primary: true, name: 'session_id' },
    grantId: { type: 'text', name: 'grant_id', nullable: true },
    clientId: { type: 'text', name: 'client_id', nullable: true },
    cookieHash: { type: 'bytea', name: 'cookie_hash', nullable: true },
    subjectRef: { type: 'uuid', name: 'subject_ref' },
    authTime: { type: 'timestamptz', name: 'auth_time' },
    amr: { type: 'text', array: true },
    createdAt: { type: 'timestamptz', name: 'created_at' },
    device: { type: 'text' },
    lastUsedAt: { type: 'timestamptz', name: 'last_used_at', nullable: true },
    expiresAt: { type: 'timestamptz', name: 'expires_at' },
    revokedAt: { type: 'timestamptz', name: 'revoked_at', nullable: true },
  },
});

const PROVE_AGAIN = `UPDATE session SET auth_time = $2, amr = ARRAY(SELECT DISTINCT unnest(amr || $3::text[]))
  WHERE session_id = $1 AND revoked_at IS NULL AND expires_at > $2`;

/** Sessions in PostgreSQL. */
export function sessionStore(manager: EntityManager): Sessions {
  const table = manager.getRepository(SessionTable);
  return {
    add: async (session) => void (await table.insert({ ...session, amr: [...session.amr] })),
    revokeAll: async (subjectRef, at, { except } = { except: null }) => {
      await manager.query('DELETE FROM sign_in_challenge WHERE subject_ref = $1', [subjectRef]);
      const text = `UPDATE session SET revoked_at = $2
        WHERE subject_ref = $1 AND revoked_at IS NULL AND expires_at > $2 AND session_id IS DISTINCT FROM $3::uuid`;
      return (await sqlOf(manager).query(text, [subjectRef, at, except])).rowCount;
    },
    listOpen: (subjectRef, at, { first, after }) =>
      table
        .createQueryBuilder('s')
        .where('s.subjectRef = :subjectRef AND s.revokedAt IS NULL AND s.expiresAt > :at', { subjectRef, at })
        .andWhere('(:after::uuid IS NULL OR s.sessionId < :after)', { after })
        .orderBy('s.sessionId', 'DESC')
        .limit(first + 1)
        .getMany(),
    proveAgain: async (sessionId, at, amr) => (await sqlOf(manager).query(PROVE_AGAIN, [sessionId, at, amr])).rowCount === 1,
    noteUse: async (sessionId, lastUsedAt) => void (await table.update({ sessionId }, { lastUsedAt })),
    revoke: async (sessionId, revokedAt) => (await table.update({ sessionId, revokedAt: IsNull() }, { revokedAt })).affected === 1,
    find: (sessionId) => table.findOneBy({ sessionId }),
    findByGrant: (grantId) => table.findOneBy({ grantId }),
    findByCookie: (cookieHash) => table.findOneBy({ cookieHash }),
  };
}
