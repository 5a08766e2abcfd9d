import type { Caller, CallerClaims } from '@crossing/subgraph';
import { isInGoodStanding } from '../account/account.ts';
import { asService } from '../as-service.ts';
import type { Read, Stores, Transact } from '../unit-of-work.ts';
import { isOpen, isUseWorthNoting, type Session } from './session.ts';

export interface ExchangeDeps {
  readonly read: Read;
  readonly transact: Transact;
  readonly machineClock: () => Date;
  readonly mint: (claims: CallerClaims, at: Date) => Promise<string>;
}

type FindSession = (stores: Stores) => Promise<Session | null>;

/**
 * Makes a caller token that says what the person of a session may do now (decisions D3); null when the session or the account
 * is not good any more. Three reads by key in one transaction, and now and then a note of the use.
 */
export const exchangeFor =
  ({ read, transact, machineClock, mint }: ExchangeDeps) =>
  async (caller: Caller, find: FindSession): Promise<string | null> => {
    const now = machineClock();
    const service = asService(caller);
    const found = await read(service, async (stores) => claimsOf(stores, await find(stores), now));
    if (!found) return null;
    const { session, claims } = found;
    if (isUseWorthNoting(session, now)) await transact(service, (tx) => tx.sessions.noteUse(session.sessionId, now));
    return mint(claims, now);
  };

interface Found {
  readonly session: Session;
  readonly claims: CallerClaims;
}

async function claimsOf({ accounts, companies }: Stores, session: Session | null, now: Date): Promise<Found | null> {
  if (!session || !isOpen(session, now)) return null;
  const account = await accounts.find(session.subjectRef);
  if (!account || !isInGoodStanding(account)) return null;
  const memberships = await companies.membershipsOf(account.subjectRef);
  const claims: CallerClaims = {
    sub: account.subjectRef,
    sid: session.sessionId,
    status: account.status === 'RESTRICTED' ? 'RESTRICTED' : 'ACTIVE',
    staffRoles: account.staffRoles,
    companies: memberships.map(({ companyId, role }) => ({ id: companyId, role })),
    auth_time: Math.floor(session.authTime.getTime() / 1000),
    amr: session.amr,
  };
  return { session, claims };
}
