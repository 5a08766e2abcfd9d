import { sessionCookie } from './session-cookie.ts';

const until = new Date('2026-03-01T00:00:00Z');

describe('the session’s cookie', () => {
  it('is bound to the host, to TLS, and to requests that scripts cannot read', () => {
    const cookie = sessionCookie('https://crossing.example');

    expect(cookie.set('abc', until)).toBe(
      '__Host-session=abc; Path=/; Expires=Sun, 01 Mar 2026 00:00:00 GMT; HttpOnly; Secure; SameSite=Lax',
    );
    expect(cookie.clear()).toBe('__Host-session=; Max-Age=0; Path=/; HttpOnly; Secure; SameSite=Lax');
    expect(cookie.read('a=b; __Host-session=abc; session=planted')).toBe('abc');
    expect(cookie.read('session=planted')).toBeNull();
  });

  it('does without the prefix and TLS where development has none', () => {
    const cookie = sessionCookie('http://127.0.0.1:4000');

    expect(cookie.set('abc', until)).toBe('session=abc; Path=/; Expires=Sun, 01 Mar 2026 00:00:00 GMT; HttpOnly; SameSite=Lax');
    expect(cookie.read('session=abc')).toBe('abc');
    expect(cookie.read(undefined)).toBeNull();
    expect(cookie.read('session=')).toBeNull();
  });
});
