import type { ErrorCodeName } from './error-codes.ts';

/** The body of an answer outside GraphQL's own: the shape is GraphQL's, so that clients need one way to read failures. */
export const failure = (code: ErrorCodeName, message: string, details: Readonly<Record<string, unknown>> = {}): object => ({
  errors: [{ message, extensions: { ...details, code } }],
});
