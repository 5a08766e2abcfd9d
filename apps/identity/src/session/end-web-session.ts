import type { Caller } from '@crossing/subgraph';
import { hashToken } from '../account/token.ts';
import { asService } from '../as-service.ts';
import type { Read, Transact } from '../unit-of-work.ts';
import { endSession } from './end-session.ts';

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
    // Whoever has the secret is the person.
    await transact({ ...service, name: session.subjectRef }, (tx) => endSession(tx, session, machineClock()));
  };
