import { pino, type DestinationStream, type Logger } from 'pino';
import { currentCause } from './cause.ts';
import { logError } from './log-error.ts';

export type { Logger } from 'pino';

/** Names whose values never reach a log, at the top and one level down. */
const SECRET = ['password', 'token', 'accessToken', 'callerToken', 'authorization', 'cookie', 'email', 'secret', 'minHourly'];

interface LoggerOptions {
  readonly service: string;
  /** The least severe level that is written: debug, info, warn, error or silent. */
  readonly level: string;
  readonly destination?: DestinationStream;
}

/** JSON lines on standard output, each with its service, and with the correlation id of the request or event it belongs to. */
export const createLogger = ({ service, level, destination }: LoggerOptions): Logger =>
  pino(
    {
      level,
      base: { service },
      timestamp: pino.stdTimeFunctions.isoTime,
      serializers: { err: (error: unknown) => logError(error) },
      mixin: () => ({ ...currentCause() }),
      redact: { paths: SECRET.flatMap((name) => [name, `*.${name}`]), censor: '[redacted]' },
    },
    destination ?? pino.destination({ fd: 1, sync: false }),
  );
