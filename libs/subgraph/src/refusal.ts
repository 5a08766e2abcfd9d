/** Codes a refusal may carry; `error-codes.ts` says what each means and which HTTP status it has. */
export type RefusalCode =
  'UNAUTHENTICATED' | 'FORBIDDEN' | 'NOT_FOUND' | 'BAD_USER_INPUT' | 'IDEMPOTENCY_CONFLICT' | 'RATE_LIMITED' | 'SERVICE_UNAVAILABLE';

/** Not signed in, not allowed, or not there: becomes a GraphQL error with `extensions.code`; nothing was changed. */
export class Refusal extends Error {
  readonly code: RefusalCode;
  readonly details: Readonly<Record<string, unknown>>;

  constructor(code: RefusalCode, message: string, details: Readonly<Record<string, unknown>> = {}) {
    super(message);
    this.name = 'Refusal';
    this.code = code;
    this.details = details;
  }
}

/** Missing, somebody else's, or a malformed id: all the same answer, so that nobody can probe for existence. */
export const notFound = (what: string): Refusal => new Refusal('NOT_FOUND', `No ${what} with this id, or you have no access to it.`);
