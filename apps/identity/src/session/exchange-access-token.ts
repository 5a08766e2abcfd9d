import type { CallerClaims, Caller, VerifiedAccess } from '@crossing/subgraph';
import { isInGoodStanding } from '../account/account.ts';
import { asService } from '../as-service.ts';
import type { Read } from '../unit-of-work.ts';
import { isOpen } from './session.ts';

interface Deps {
  readonly read: Read;
  readonly machineClock: () => Date;
  /** Throws unless the token is one of ours and still good. */
  readonly verify: (accessToken: string) => Promise<VerifiedAccess>;
  readonly mint: (claims: CallerClaims, at: Date) => Promise<string>;
}

/**
 * Swaps an access token for a caller token that says what the person may do now (decisions D3); null when the token, the
 * session or the account is not good any more. Three reads by key, in one transaction.
 */
export const exchangeAccessToken =
  ({ read, machineClock, verify, mint }: Deps) =>
  async (caller: Caller, accessToken: string): Promise<string | null> => {
    const access = await verify(accessToken).catch(() => null);
    if (!access) return null;
    const now = machineClock();
    return read(asService(caller), async ({ accounts, sessions, companies }) => {
      const session = await sessions.find(access.sid);
      const account = await accounts.find(access.sub);
      if (!session || !account || session.subjectRef !== account.subjectRef || !isOpen(session, now) || !isInGoodStanding(account))
        return null;
      const memberships = await companies.membershipsOf(account.subjectRef);
      return mint(
        {
          sub: account.subjectRef,
          sid: session.sessionId,
          status: account.status === 'RESTRICTED' ? 'RESTRICTED' : 'ACTIVE',
          staffRoles: account.staffRoles,
          companies: memberships.map(({ companyId, role }) => ({ id: companyId, role })),
          auth_time: Math.floor(session.authTime.getTime() / 1000),
          amr: session.amr,
        },
        now,
      );
    });
  };
