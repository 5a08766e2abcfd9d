import { AsyncLocalStorage } from 'node:async_hooks';
import type { Cause } from '@crossing/kernel';

const causes = new AsyncLocalStorage<Cause>();

/** Runs `work` so that everything it awaits finds its cause, logs included. */
export const runWithCause = <T>(cause: Cause, work: () => T): T =>
  causes.run({ correlationId: cause.correlationId, ...(cause.traceparent && { traceparent: cause.traceparent }) }, work);

/** The cause of what is running now, if it has one. */
export const currentCause = (): Cause | undefined => causes.getStore();
