import type { ApolloServerPlugin } from '@apollo/server';
import type { NoteRefusal, RefusalBatch } from '@crossing/runtime/refusal-tally.ts';
import { Kind, type GraphQLFormattedError, type OperationDefinitionNode } from 'graphql';
import type { GatewayContext } from './context.ts';
import type { SubgraphClient } from './subgraph-client.ts';

/** Refusals, in contrast to bad input and to faults of ours. */
const CODES = new Set([
  'UNAUTHENTICATED',
  'FORBIDDEN',
  'NOT_FOUND',
  'STEP_UP_REQUIRED',
  'RATE_LIMITED',
  'QUERY_TOO_EXPENSIVE',
  'UNKNOWN_DOCUMENT',
]);
const COORDINATES = 5;
const TIMEOUT_MS = 2_000;

/** Notes who was refused what, by the gateway or by a subgraph behind it: coordinates of the schema, nothing that the client wrote. */
export const noteRefusals = (note: NoteRefusal): ApolloServerPlugin<GatewayContext> => ({
  requestDidStart: async () => ({
    willSendResponse: async ({ response: { body }, contextValue: { caller }, operation }) => {
      if (body.kind !== 'single') return;
      const actor = caller.kind === 'person' ? caller.subject : 'anonymous';
      for (const error of body.singleResult.errors ?? []) {
        const code = error.extensions?.['code'];
        if (typeof code !== 'string' || !CODES.has(code)) continue;
        for (const what of refusedCoordinates(error, operation)) note(refusedOperation(actor, what, code));
      }
    },
  }),
});

/** An operation that was refused; `what` is a coordinate of the schema, or a word for what came before there was one. */
export const refusedOperation = (actor: string, what: string, code: string) => ({
  ...{ actor, action: 'operation.refused', aggregate: 'operation', aggregateId: what, reason: code },
});

function refusedCoordinates(
  { extensions, path }: GraphQLFormattedError,
  operation: OperationDefinitionNode | undefined,
): readonly string[] {
  const unauthorized = extensions?.['unauthorized'];
  if (Array.isArray(unauthorized)) return (unauthorized as string[]).slice(0, COORDINATES);
  if (!operation) return ['document'];
  const root = operation.operation === 'mutation' ? 'Mutation' : 'Query';
  const field = operation.selectionSet.selections.find((one) => one.kind === Kind.FIELD && (one.alias ?? one.name).value === path?.[0]);
  // The path has the alias, which the client chose.
  return [field?.kind === Kind.FIELD ? `${root}.${field.name.value}` : root];
}

/** Hands a batch to identity, which has the audit log; rejects when it was not taken. */
export const reportTo =
  (identity: SubgraphClient) =>
  async (batch: RefusalBatch): Promise<void> => {
    const cause = { correlationId: crypto.randomUUID() };
    const { status } = await identity.post('/internal/refusals', {
      ...{ body: JSON.stringify(batch), callerToken: '', cause, timeoutMs: TIMEOUT_MS },
    });
    if (status !== 201) throw new Error(`identity answered ${status} to a report of refusals`);
  };
