import { aPerson } from '@crossing/testkit';
import { canRevoke, type Session } from './session.ts';

const at = new Date('2026-02-01T09:00:00Z');

describe('canRevoke', () => {
  it('lets people end their own sessions and nobody else’s', () => {
    const person = aPerson();
    const times = { authTime: at, createdAt: at, lastUsedAt: null, expiresAt: at, revokedAt: null };
    const session: Session = {
      sessionId: person.sessionId,
      subjectRef: person.subject,
      grantId: null,
      cookieHash: null,
      clientId: null,
      device: 'curl',
      amr: ['pwd'],
      ...times,
    };

    expect(canRevoke(person, session)).toBe(true);
    expect(canRevoke(aPerson({ sessionId: person.sessionId }), session)).toBe(false);
  });
});
