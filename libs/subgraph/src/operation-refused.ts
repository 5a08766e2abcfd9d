import { GraphQLError } from 'graphql';
import { errorCodes, type ErrorCodeName } from './error-codes.ts';

/** Refuses a whole operation: nothing of it runs, and the answer has the code's HTTP status. */
export const operationRefused = (code: ErrorCodeName, message: string, details: Readonly<Record<string, unknown>> = {}): GraphQLError =>
  new GraphQLError(message, { extensions: { ...details, code, http: { status: errorCodes[code].http } } });
