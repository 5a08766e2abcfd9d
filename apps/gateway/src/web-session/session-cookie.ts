import { parseCookie, stringifySetCookie } from 'cookie';

/** The cookie that holds the secret of a browser's session. */
export interface SessionCookie {
  /** Its secret in the header `Cookie`; null without one. */
  read(header: string | undefined): string | null;
  /** The header `Set-Cookie` that keeps the secret until then. */
  set(secret: string, expires: Date): string;
  /** The header `Set-Cookie` that removes it. */
  clear(): string;
}

/** The prefix makes browsers refuse it from neighbours and without TLS; development on the loopback has no TLS ([decision 13](../../../../docs/decisions/0013-web-sessions.md)). */
export function sessionCookie(publicUrl: string): SessionCookie {
  const secure = publicUrl.startsWith('https:');
  const name = secure ? '__Host-session' : 'session';
  const common = { name, path: '/', httpOnly: true, sameSite: 'lax', secure } as const;
  return {
    read: (header) => (header === undefined ? null : parseCookie(header)[name] || null),
    set: (value, expires) => stringifySetCookie({ ...common, value, expires }),
    clear: () => stringifySetCookie({ ...common, value: '', maxAge: 0 }),
  };
}
