import { connection, type Caller, type Connection, type Page } from '@crossing/subgraph';
import { can } from '../company/membership-rules.ts';
import type { Read } from '../unit-of-work.ts';
import type { Invitation } from './invitation.ts';

interface Deps {
  readonly read: Read;
}

/** Whom the company has invited, newest first; null for whoever is not one of its owners. */
export const listInvitations =
  ({ read }: Deps) =>
  async (caller: Caller, companyId: string, page: Page): Promise<Connection<Invitation> | null> => {
    if (!can(caller, 'LIST_INVITATIONS', { companyId })) return null;
    const found = await read(caller, ({ invitations }) =>
      invitations.list(companyId, { first: page.first, after: page.after?.[0] ?? null }),
    );
    return connection(found, page, ({ invitationId }) => [invitationId]);
  };
