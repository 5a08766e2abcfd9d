import type { Log } from './log.ts';

const QUIET_MS = 60_000;

/** Says that something failed. */
export type Complain = (error: unknown, fields: object, message: string) => void;

/**
 * Complaints of what is tried again several times a second: a cause is said at once and then once a minute while it lasts, with
 * how often it was not said.
 */
export function sparingLog(log: Log, now: () => number = () => performance.now()): Complain {
  const said = new Map<string, { at: number; unsaid: number }>();
  return (error, fields, message) => {
    const cause = `${message} ${causeOf(error)}`;
    const last = said.get(cause);
    if (last && now() - last.at < QUIET_MS) {
      last.unsaid += 1;
      return;
    }
    for (const [old, { at }] of said) if (now() - at >= QUIET_MS) said.delete(old);
    said.set(cause, { at: now(), unsaid: 0 });
    log.error({ err: error, ...fields, ...(last && last.unsaid > 0 && { unsaid: last.unsaid }) }, message);
  };
}

/** The innermost error's text, without the numbers that differ from one time to the next. */
function causeOf(error: unknown): string {
  let inner = error;
  while (inner instanceof Error && inner.cause instanceof Error) inner = inner.cause;
  return (inner instanceof Error ? `${inner.name} ${inner.message}` : String(inner)).replaceAll(/\d+/g, '#');
}
