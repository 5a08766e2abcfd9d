import { Refusal } from '@crossing/subgraph/refusal.ts';
import type { IncomingHttpHeaders } from 'node:http';
import type { Authenticate } from './authenticate.ts';
import { refuseOtherSites } from './web-session/refuse-other-sites.ts';
import type { SessionCookie } from './web-session/session-cookie.ts';

/** By what a request says who asks: an access token, or the secret of a browser's session. */
export interface Credential {
  readonly kind: 'token' | 'session';
  readonly secret: string;
}

interface Deps {
  readonly authenticate: Authenticate;
  readonly cookie: SessionCookie;
  /** Where people reach the network. */
  readonly publicUrl: string;
}

/**
 * What a request says who asks, before its body is read: null for nobody. A browser sends the cookie whoever made it send the
 * request, so a request with it counts only from a page of ours.
 */
export const readCredential =
  ({ authenticate, cookie, publicUrl }: Deps) =>
  async (headers: IncomingHttpHeaders): Promise<Credential | null> => {
    const secret = cookie.read(headers.cookie);
    if (secret === null) {
      const token = await authenticate(headers.authorization);
      return token === null ? null : { kind: 'token', secret: token };
    }
    if (headers.authorization !== undefined) throw new Refusal('BAD_USER_INPUT', 'Send an access token or the session’s cookie, not both.');
    refuseOtherSites(headers, publicUrl);
    return { kind: 'session', secret };
  };
