import { notFound, requirePerson, type Caller } from '@crossing/subgraph';
import type { Transact } from '../unit-of-work.ts';
import { endSession } from './end-session.ts';
import { canRevoke } from './session.ts';

interface Deps {
  readonly transact: Transact;
  readonly machineClock: () => Date;
}

interface Request {
  readonly sessionId: string;
}

export interface RevokeSessionSuccess {
  readonly kind: 'RevokeSessionSuccess';
  readonly sessionId: string;
}

/** Ends one of the caller's sessions; one that has ended stays as it is. Somebody else's is not there. */
export const revokeSession =
  ({ transact, machineClock }: Deps) =>
  (caller: Caller, { sessionId }: Request): Promise<RevokeSessionSuccess> => {
    const person = requirePerson(caller);
    return transact(person, async (tx) => {
      const session = await tx.sessions.find(sessionId);
      if (!session || !canRevoke(person, session)) throw notFound('session');
      await endSession(tx, session, machineClock());
      return { kind: 'RevokeSessionSuccess', sessionId };
    });
  };
