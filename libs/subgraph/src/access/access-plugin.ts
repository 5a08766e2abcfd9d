import type { ApolloServerPlugin } from '@apollo/server';
import type { OperationDefinitionNode } from 'graphql';
import type { Caller } from '../caller.ts';
import { operationRefused } from '../operation-refused.ts';
import { demandsOf, type Demand } from './demands.ts';
import type { Requirements } from './requirements.ts';
import { unauthorized, unauthorizedEntities } from './unauthorized.ts';

/**
 * Refuses a whole operation that selects what the caller may not, naming the coordinates. Gateway and subgraphs run the
 * same code. Not a validation rule: Apollo Server remembers by document that validation passed, whoever asked.
 */
export function accessPlugin<Context extends { readonly caller: Caller }>(table: () => Requirements): ApolloServerPlugin<Context> {
  const known = new WeakMap<OperationDefinitionNode, readonly Demand[]>();
  return {
    // The demands belong to the schema: a new one brings a new document store, hence new operation nodes.
    requestDidStart: async () => ({
      didResolveOperation: async ({ schema, document, operation, request, contextValue: { caller } }) => {
        if (!operation) throw operationRefused('BAD_USER_INPUT', 'The request names no operation of its document.');
        const demands = known.get(operation) ?? demandsOf(schema, document, operation, table());
        known.set(operation, demands);
        const refused = [...unauthorized(caller, demands), ...unauthorizedEntities(caller, request.variables, table())];
        if (refused.length === 0) return;
        if (caller.kind === 'anonymous') throw operationRefused('UNAUTHENTICATED', 'Sign in first.', { unauthorized: refused });
        throw operationRefused('FORBIDDEN', 'You hold no role that allows this.', { unauthorized: refused });
      },
    }),
  };
}
