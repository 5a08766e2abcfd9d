import { randomUUID } from 'node:crypto';
import type { Anonymous, Person, System } from '@crossing/subgraph';

/** A signed-in person, with whatever matters to the test. */
export const aPerson = (given: Partial<Omit<Person, 'kind'>> = {}): Person => ({
  kind: 'person',
  subject: randomUUID(),
  sessionId: randomUUID(),
  status: 'ACTIVE',
  staffRoles: [],
  companies: [],
  authTime: new Date('2026-01-01T00:00:00Z'),
  correlationId: 'test',
  ...given,
});

/** A trust reviewer. */
export const aReviewer = (given: Partial<Omit<Person, 'kind'>> = {}): Person => aPerson({ staffRoles: ['TRUST_REVIEWER'], ...given });

export const anonymous: Anonymous = { kind: 'anonymous', correlationId: 'test' };

export const aSystem = (name = 'test'): System => ({ kind: 'system', name, correlationId: 'test' });
