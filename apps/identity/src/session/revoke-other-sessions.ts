import { requirePerson, type Caller } from '@crossing/subgraph';
import type { Transact } from '../unit-of-work.ts';

interface Deps {
  readonly transact: Transact;
  readonly machineClock: () => Date;
}

export interface RevokeOtherSessionsSuccess {
  readonly kind: 'RevokeOtherSessionsSuccess';
  readonly endedSessions: number;
}

/** Ends every session of the caller but the one that asks. */
export const revokeOtherSessions =
  ({ transact, machineClock }: Deps) =>
  (caller: Caller): Promise<RevokeOtherSessionsSuccess> => {
    const { subject, sessionId } = requirePerson(caller);
    return transact(caller, async (tx) => {
      const endedSessions = await tx.sessions.revokeAll(subject, machineClock(), { except: sessionId });
      await tx.audit.record({ action: 'session.others-revoked', aggregate: 'account', aggregateId: subject, detail: { endedSessions } });
      return { kind: 'RevokeOtherSessionsSuccess', endedSessions };
    });
  };
