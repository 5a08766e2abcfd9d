import type { ApolloServerPlugin } from '@apollo/server';
import { GraphQLError, type GraphQLFormattedError } from 'graphql';
import type { Caller } from './caller.ts';
import { isErrorCode, type ErrorCodeName } from './error-codes.ts';
import type { Log } from './log.ts';
import { Refusal } from './refusal.ts';

/** Apollo's codes for operations that are not well formed; clients see one code for all of them. */
const MALFORMED = new Set([
  'GRAPHQL_PARSE_FAILED',
  'GRAPHQL_VALIDATION_FAILED',
  'OPERATION_RESOLUTION_FAILURE',
  'BAD_REQUEST',
  'PERSISTED_QUERY_NOT_FOUND',
  'PERSISTED_QUERY_NOT_SUPPORTED',
]);
/** PostgreSQL: text that it cannot store, such as NUL (22021, 22P05). The client sent it. */
const UNSTORABLE_CODES = new Set(['22021', '22P05']);
/** Written by the gateway's executor or by Apollo Server; nobody outside needs them. */
const INTERNAL_EXTENSIONS = ['response', 'serviceName', 'stacktrace', 'exception', 'http', 'validationErrorCode'];

const MASKED = 'Something went wrong on our side.';
const UNSTORABLE = 'A text holds a character that cannot be stored (NUL or half a surrogate pair).';

/** `formatError` of every server: refusals get their code, wrong requests are explained, faults are masked. */
export function maskError(formatted: GraphQLFormattedError, error: unknown): GraphQLFormattedError {
  const place = { ...(formatted.locations && { locations: formatted.locations }), ...(formatted.path && { path: formatted.path }) };
  const cause = causeOf(error);
  if (cause instanceof Refusal) return { message: cause.message, ...place, extensions: { ...cause.details, code: cause.code } };
  if (isUnstorable(cause)) return { message: UNSTORABLE, ...place, extensions: { code: 'BAD_USER_INPUT' } };
  const code = codeOf(formatted, cause);
  if (code === 'INTERNAL_SERVER_ERROR') return { message: MASKED, ...place, extensions: { ...correlationOf(formatted), code } };
  const extensions = { ...formatted.extensions, code };
  for (const key of INTERNAL_EXTENSIONS) delete (extensions as Record<string, unknown>)[key];
  return { message: formatted.message, ...place, extensions };
}

function codeOf(formatted: GraphQLFormattedError, cause: unknown): ErrorCodeName {
  const code = formatted.extensions?.['code'];
  if (/^Syntax Error: Document contains more that \d+ tokens/.test(formatted.message)) return 'QUERY_TOO_EXPENSIVE';
  // Apollo Server gives every validation error its own code; a rule of ours says more with the one it raised.
  if (MALFORMED.has(String(code)))
    return cause instanceof GraphQLError && isErrorCode(cause.extensions['code']) ? cause.extensions['code'] : 'BAD_USER_INPUT';
  if (isErrorCode(code) && code !== 'INTERNAL_SERVER_ERROR') return code;
  return 'INTERNAL_SERVER_ERROR';
}

const isUnstorable = (cause: unknown): boolean => cause instanceof Error && 'code' in cause && UNSTORABLE_CODES.has(String(cause.code));

// A fault that a subgraph masked keeps the id under which the subgraph logged it.
function correlationOf({ extensions }: GraphQLFormattedError): { correlationId?: string } {
  const id = extensions?.['correlationId'];
  return typeof id === 'string' && /^[\w-]{1,64}$/.test(id) ? { correlationId: id } : {};
}

function causeOf(error: unknown): unknown {
  let cause = error;
  while (cause instanceof GraphQLError && cause.originalError) cause = cause.originalError;
  return cause;
}

/** Logs faults with their cause, and tells the client the id under which to find them. */
export function faultPlugin<Context extends { readonly caller: Caller }>(log: Log): ApolloServerPlugin<Context> {
  return {
    requestDidStart: async () => ({
      didEncounterErrors: async ({ errors, contextValue, operationName }) => {
        for (const given of errors) {
          // The gateway's executor also hands on what is no GraphQLError.
          const error = given instanceof GraphQLError ? given : new GraphQLError('', { originalError: given });
          const masked = maskError(error.toJSON(), error);
          if (masked.extensions?.['code'] !== 'INTERNAL_SERVER_ERROR') continue;
          const { correlationId } = contextValue.caller;
          log.error({ err: causeOf(error), path: error.path?.join('.'), operationName, correlationId }, 'A field failed.');
        }
      },
      willSendResponse: async ({ response, contextValue }) => {
        if (response.body.kind !== 'single') return;
        const { singleResult } = response.body;
        if (!singleResult.errors) return;
        singleResult.errors = singleResult.errors.map((error) =>
          error.extensions?.['code'] === 'INTERNAL_SERVER_ERROR'
            ? { ...error, extensions: { correlationId: contextValue.caller.correlationId, ...error.extensions } }
            : error,
        );
      },
    }),
  };
}
