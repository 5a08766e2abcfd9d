import type { CallerClaims, Caller, VerifiedAccess } from '@crossing/subgraph';
import { isInGoodStanding } from '../account/account.ts';
import { asService } from '../as-service.ts';
import type { Read, Stores, Transact } from '../unit-of-work.ts';
import { isOpen, isUseWorthNoting, type Session } from './session.ts';

interface Deps {
  readonly read: Read;
  readonly transact: Transact;
  readonly machineClock: () => Date;
  /** Throws unless the token is one of ours and still good. */
  readonly verify: (accessToken: string) => Promise<VerifiedAccess>;
  readonly mint: (claims: CallerClaims, at: Date) => Promise<string>;
}

/**
 * Swaps an access token for a caller token that says what the person may do now (decisions D3); null when the token, the
 * session or the account is not good any more. Three reads by key in one transaction, and now and then a note of the use.
 */
export const exchangeAccessToken =
  ({ read, transact, machineClock, verify, mint }: Deps) =>
  async (caller: Caller, accessToken: string): Promise<string | null> => {
    const access = await verify(accessToken).catch(() => null);
    if (!access) return null;
    const now = machineClock();
    const service = asService(caller);
    const found = await read(service, (stores) => claimsOf(stores, access, now));
    if (!found) return null;
    const { session, claims } = found;
    if (isUseWorthNoting(session, now)) await transact(service, (tx) => tx.sessions.noteUse(session.sessionId, now));
    return mint(claims, now);
  };

interface Found {
  readonly session: Session;
  readonly claims: CallerClaims;
}

async function claimsOf({ accounts, sessions, companies }: Stores, { sid, sub }: VerifiedAccess, now: Date): Promise<Found | null> {
  const session = await sessions.find(sid);
  const account = await accounts.find(sub);
  if (!session || !account || session.subjectRef !== account.subjectRef || !isOpen(session, now) || !isInGoodStanding(account)) return null;
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
