import { EntitySchema, type EntityManager } from 'typeorm';
import type { Session, Sessions } from './session.ts';

export const SessionTable = new EntitySchema<Session>({
  name: 'session',
  columns: {
    sessionId: { type: 'uuid', primary: true, name: 'session_id' },
    subjectRef: { type: 'uuid', name: 'subject_ref' },
    authTime: { type: 'timestamptz', name: 'auth_time' },
    amr: { type: 'text', array: true },
    createdAt: { type: 'timestamptz', name: 'created_at' },
    expiresAt: { type: 'timestamptz', name: 'expires_at' },
    revokedAt: { type: 'timestamptz', name: 'revoked_at', nullable: true },
  },
});

/** Sessions in PostgreSQL. */
export function sessionStore(manager: EntityManager): Sessions {
  const table = manager.getRepository(SessionTable);
  return {
    add: async (session) => void (await table.insert({ ...session, amr: [...session.amr] })),
    find: (sessionId) => table.findOneBy({ sessionId }),
  };
}
