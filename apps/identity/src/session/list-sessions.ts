import { connection, requirePerson, type Caller, type Connection, type Page } from '@crossing/subgraph';
import type { Read } from '../unit-of-work.ts';
import type { Session } from './session.ts';

interface Deps {
  readonly read: Read;
  readonly machineClock: () => Date;
}

/** The caller's open sessions, newest first. */
export const listSessions =
  ({ read, machineClock }: Deps) =>
  async (caller: Caller, page: Page): Promise<Connection<Session>> => {
    const { subject } = requirePerson(caller);
    const after = page.after?.[0] ?? null;
    const open = await read(caller, ({ sessions }) => sessions.listOpen(subject, machineClock(), { first: page.first, after }));
    return connection(open, page, ({ sessionId }) => [sessionId]);
  };
