import { AsyncLocalStorage } from 'node:async_hooks';

/** Why something happens; the same id follows it through gateway, subgraphs and events. */
export interface Cause {
  readonly correlationId: string;
  /** W3C trace context, if the request or event came with one. */
  readonly traceparent?: string;
}

const causes = new AsyncLocalStorage<Cause>();

/** Runs `work` so that everything it awaits finds its cause, logs included. */
export const runWithCause = <T>(cause: Cause, work: () => T): T =>
  causes.run({ correlationId: cause.correlationId, ...(cause.traceparent && { traceparent: cause.traceparent }) }, work);

/** The cause of what is running now, if it has one. */
export const currentCause = (): Cause | undefined => causes.getStore();
