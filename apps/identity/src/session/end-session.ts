import type { Tx } from '../unit-of-work.ts';
import type { Session } from './session.ts';

/** Ends a session, at this moment; one that has ended stays as it is. */
export async function endSession(tx: Tx, { sessionId, subjectRef }: Session, at: Date): Promise<void> {
  if (await tx.sessions.revoke(sessionId, at))
    await tx.audit.record({ action: 'session.revoked', aggregate: 'account', aggregateId: subjectRef, detail: { sessionId } });
}
