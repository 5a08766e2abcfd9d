/** What a client may find in `extensions.code`. The only registry: the documentation is generated from it (decisions D16). */
export interface ErrorCode {
  /** HTTP status when the whole operation is refused; 200 when one field fails and the others are answered. */
  readonly http: number;
  readonly when: string;
  /** What the client can do about it. */
  readonly meaning: string;
}

export const errorCodes = {
  BAD_USER_INPUT: {
    http: 400,
    when: 'The operation or a variable does not match the schema or a scalar, or breaks a limit of the operation’s form.',
    meaning: 'Correct the request. Nothing was done.',
  },
  UNAUTHENTICATED: {
    http: 401,
    when: 'The operation asks for a field that needs a signed-in person (`unauthorized` lists the coordinates), or the token is not valid.',
    meaning: 'Sign in, then send it again.',
  },
  FORBIDDEN: {
    http: 403,
    when: 'A field needs a role that the caller does not hold (`unauthorized` lists the coordinates).',
    meaning: 'Leave the field out, or ask for the role.',
  },
  STEP_UP_REQUIRED: {
    http: 403,
    when: 'A field asks for a person who proved who they are within the last five minutes (`unauthorized` lists the coordinates).',
    meaning: 'Call `stepUp`, or sign in again, then send it again.',
  },
  NOT_FOUND: {
    http: 200,
    when: 'A mutation names an object that is missing, not yours, or has a malformed id: all the same.',
    meaning: 'Look the object up again.',
  },
  IDEMPOTENCY_CONFLICT: {
    http: 200,
    when: 'The idempotency key was used before with another input.',
    meaning: 'Use a new key for a new intention.',
  },
  RATE_LIMITED: {
    http: 429,
    when: 'Too many attempts, or the minute’s budget is spent; `retryAfter` says in how many seconds the next one is taken.',
    meaning: 'Wait, then send it again.',
  },
  QUERY_TOO_EXPENSIVE: {
    http: 400,
    when: 'The operation is too large or too deep, or may return too much (`cost` and `limit` say how much).',
    meaning: 'Ask for less at once, or in several operations.',
  },
  SUBGRAPH_TIMEOUT: {
    http: 200,
    when: 'A part of the graph did not answer in time; its fields are null.',
    meaning: 'Read again. After a mutation, look whether it took effect before repeating it.',
  },
  SERVICE_UNAVAILABLE: {
    http: 503,
    when: 'A part of the graph cannot be reached: its fields are null (HTTP 200), or the caller cannot be checked and nothing was done.',
    meaning: 'Send it again in a moment.',
  },
  INTERNAL_SERVER_ERROR: {
    http: 500,
    when: 'A fault of ours. Details stay in the log under `correlationId`.',
    meaning: 'Report the correlation id.',
  },
} as const satisfies Record<string, ErrorCode>;

export type ErrorCodeName = keyof typeof errorCodes;

export const isErrorCode = (code: unknown): code is ErrorCodeName => typeof code === 'string' && Object.hasOwn(errorCodes, code);
