import type { Caller, System } from '@crossing/subgraph';

/**
 * The caller's cause, the service's rights: credentials are no rows that a person may write, and often nobody is signed in
 * yet. The audit log names the person where there is one. What runs so must look for itself at whose rows it touches.
 */
export const asService = (caller: Caller): System => ({
  kind: 'system',
  name: caller.kind === 'person' ? caller.subject : 'identity.registration',
  correlationId: caller.correlationId,
  ...(caller.traceparent && { traceparent: caller.traceparent }),
});
