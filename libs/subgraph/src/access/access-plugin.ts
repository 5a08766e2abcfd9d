import type { ApolloServerPlugin } from '@apollo/server';
import type { DocumentNode, GraphQLSchema, OperationDefinitionNode } from 'graphql';
import type { Caller } from '../caller.ts';
import { operationRefused } from '../operation-refused.ts';
import { demandsOf, type Demand } from './demands.ts';
import type { Requirements } from './requirements.ts';
import { unauthorized, unauthorizedEntities } from './unauthorized.ts';

/** The part of Apollo Server's request that the access check reads. */
export interface ResolvedOperation {
  readonly schema: GraphQLSchema;
  readonly document: DocumentNode;
  readonly operation: OperationDefinitionNode;
  readonly request: { readonly variables?: Readonly<Record<string, unknown>> };
  readonly contextValue: { readonly caller: Caller };
}

/**
 * Refuses a whole operation that selects what the caller may not, naming the coordinates. Gateway and subgraphs run the
 * same code. Not a validation rule: Apollo Server remembers by document that validation passed, whoever asked.
 */
export function refuseUnauthorized(table: Requirements): (resolved: ResolvedOperation) => void {
  // Documents are cached, so their demands are worked out once.
  const known = new WeakMap<OperationDefinitionNode, readonly Demand[]>();
  return ({ schema, document, operation, request, contextValue: { caller } }) => {
    const demands = known.get(operation) ?? demandsOf(schema, document, operation, table);
    known.set(operation, demands);
    const refused = [...unauthorized(caller, demands), ...unauthorizedEntities(caller, request.variables, table)];
    if (refused.length === 0) return;
    if (caller.kind === 'anonymous') throw operationRefused('UNAUTHENTICATED', 'Sign in first.', { unauthorized: refused });
    throw operationRefused('FORBIDDEN', 'You hold no role that allows this.', { unauthorized: refused });
  };
}

/** `refuseUnauthorized` as a plugin, for a subgraph: the caller is in the context from the start. */
export function accessPlugin<Context extends { readonly caller: Caller }>(table: Requirements): ApolloServerPlugin<Context> {
  const refuse = refuseUnauthorized(table);
  return {
    requestDidStart: async () => ({
      didResolveOperation: async (resolved) => {
        const { operation } = resolved;
        if (!operation) throw operationRefused('BAD_USER_INPUT', 'The request names no operation of its document.');
        refuse({ ...resolved, operation });
      },
    }),
  };
}
