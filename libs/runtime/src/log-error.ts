/** Fields of an error that say what broke and hold nobody's data. */
const KEPT = ['code', 'constraint', 'table', 'schema', 'severity', 'routine', 'syscall', 'query'] as const;
const DEEPEST = 4;

/**
 * An error as its log line shows it: kind, message, stack and cause, and of everything else only what is known to be harmless.
 * A statement's parameters and PostgreSQL's `detail` hold the values of rows, so they stay out.
 */
export function logError(error: unknown, depth = 0): unknown {
  if (!(error instanceof Error)) return error;
  const fields = error as unknown as Record<string, unknown>;
  const cause = fields['driverError'] ?? error.cause;
  return {
    type: error.name,
    message: error.message,
    stack: error.stack,
    ...Object.fromEntries(KEPT.filter((name) => fields[name] !== undefined).map((name) => [name, fields[name]])),
    ...(error instanceof AggregateError && depth < DEEPEST && { errors: error.errors.map((one) => logError(one, depth + 1)) }),
    ...(cause !== undefined && depth < DEEPEST && { cause: logError(cause, depth + 1) }),
  };
}
