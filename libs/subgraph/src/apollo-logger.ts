import type { Log } from './log.ts';

type Say = (message?: unknown) => void;

/** Apollo Server's own messages, in our log. */
export const apolloLogger = (log: Log): Record<'debug' | 'info' | 'warn' | 'error', Say> => ({
  debug: (message) => log.debug({}, String(message)),
  info: (message) => log.info({}, String(message)),
  warn: (message) => log.warn({}, String(message)),
  error: (message) => log.error({}, String(message)),
});
