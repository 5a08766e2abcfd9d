import type { ApolloServerPlugin } from '@apollo/server';
import type { DocumentNode, GraphQLSchema, OperationDefinitionNode } from 'graphql';
import type { Caller } from '../caller.ts';
import { operationRefused } from '../operation-refused.ts';
import { demandsOf, type Demand } from './demands.ts';
import { grantsOf, steppedUp, type Grants } from './grants.ts';
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
 * same code. `now` is the machine's clock in milliseconds. Not a validation rule: Apollo Server remembers by document that validation passed, whoever asked.
 */
export function refuseUnauthorized(table: Requirements, now: () => number = Date.now): (resolved: ResolvedOperation) => void {
  // Documents are cached, so their demands are worked out once.
  const known = new WeakMap<OperationDefinitionNode, readonly Demand[]>();
  return ({ schema, document, operation, request, contextValue: { caller } }) => {
    const demands = known.get(operation) ?? demandsOf(schema, document, operation, table);
    known.set(operation, demands);
    const refusedWith = (grants: Grants) => [...unauthorized(grants, demands), ...unauthorizedEntities(grants, request.variables, table)];
    const grants = grantsOf(caller, new Date(now()));
    const refused = refusedWith(grants);
    if (refused.length === 0) return;
    if (caller.kind === 'anonymous') throw operationRefused('UNAUTHENTICATED', 'Sign in first.', { unauthorized: refused });
    // Who would be let through after proving who they are again is told so, and nobody else: it would lead nowhere.
    if (refusedWith(steppedUp(grants)).length === 0)
      throw operationRefused('STEP_UP_REQUIRED', 'Prove again that it is you, with stepUp.', { unauthorized: refused });
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
