import type { Caller } from '@crossing/subgraph';
import { hashToken } from '../account/token.ts';
import { asService } from '../as-service.ts';
import type { Read, Transact } from '../unit-of-work.ts';

interface Deps {
  readonly read: Read;
  readonly transact: Transact;
  readonly machineClock: () => Date;
}

/** Ends the session of a browser's secret; one that is unknown or has ended stays as it is. */
export const endWebSession =
  ({ read, transact, machineClock }: Deps) =>
  async (caller: Caller, secret: string): Promise<void> => {
    const service = asService(caller);
    const session = await read(service, ({ sessions }) => sessions.findByCookie(hashToken(secret)));
    if (!session) return;
    const { sessionId, subjectRef } = session;
    // Whoever has the secret is the person.
    await transact({ ...service, name: subjectRef }, async (tx) => {
      if (await tx.sessions.revoke(sessionId, machineClock()))
        await tx.audit.record({ action: 'session.revoked', aggregate: 'account', aggregateId: subjectRef, detail: { sessionId } });
    });
  };
