import type { ApolloServerPlugin, GraphQLRequestContextDidResolveOperation } from '@apollo/server';
import { refuseUnauthorized } from '@crossing/subgraph/access/access-plugin.ts';
import type { Requirements } from '@crossing/subgraph/access/requirements.ts';
import { personOf } from '@crossing/subgraph/caller-token.ts';
import { operationRefused } from '@crossing/subgraph/operation-refused.ts';
import { Refusal } from '@crossing/subgraph/refusal.ts';
import { getVariableValues, OperationTypeNode, type OperationDefinitionNode } from 'graphql';
import type { GatewayContext } from './context.ts';
import type { ExchangeToken } from './exchange-token.ts';
import type { Spend } from './limits/cost-budget.ts';
import type { CostTable } from './limits/cost-table.ts';
import type { GatewayLimits } from './limits/limits.ts';
import { rememberedCost } from './limits/operation-cost.ts';
import { MAX_FIRST, oversizedPages } from './limits/page-sizes.ts';

export interface AdmitDeps {
  readonly requirements: Requirements;
  readonly exchangeToken: ExchangeToken;
  readonly limits: GatewayLimits;
  readonly costs: CostTable;
  readonly spend: Spend;
}

type Resolved = GraphQLRequestContextDidResolveOperation<GatewayContext>;

/**
 * The steps of a valid operation before it is planned: are its variables right, is it too much, who is asking, may they ask
 * this, and can they still pay for it? What can be told without asking identity comes first.
 */
export function admitOperation({ requirements, exchangeToken, limits, costs, spend }: AdmitDeps): ApolloServerPlugin<GatewayContext> {
  const refuse = refuseUnauthorized(requirements);
  const costOf = rememberedCost(costs);
  let oversized: ReturnType<typeof oversizedPages> | undefined;
  return {
    requestDidStart: async () => ({
      didResolveOperation: async (request) => {
        const { operation } = request;
        if (!operation) throw operationRefused('BAD_USER_INPUT', 'The request names no operation of its document.');
        if (!request.schema.getRootType(operation.operation))
          throw operationRefused('BAD_USER_INPUT', `The graph has no ${operation.operation}s.`);
        const variables = checkedVariables(request, operation);
        oversized ??= oversizedPages(request.schema);
        refuseOversized(oversized(request.document, variables));
        const cost = costOf({ ...request, operation, variables });
        refuseExpensive(cost, limits.cost.perOperation);
        await recogniseCaller(request.contextValue, operation, exchangeToken);
        refuse({ ...request, operation });
        const { caller, address } = request.contextValue;
        await spend({ subject: caller.kind === 'person' ? caller.subject : null, address }, cost);
      },
    }),
  };
}

function checkedVariables({ schema, request }: Resolved, operation: OperationDefinitionNode): Readonly<Record<string, unknown>> {
  const { coerced, errors } = getVariableValues(schema, operation.variableDefinitions ?? [], request.variables ?? {}, { maxErrors: 5 });
  if (errors) throw operationRefused('BAD_USER_INPUT', errors.map((error) => error.message).join(' '));
  return coerced;
}

function refuseOversized([page]: readonly string[]): void {
  if (page) throw operationRefused('BAD_USER_INPUT', `first must be from 1 to ${MAX_FIRST}, not as in ${page}.`);
}

function refuseExpensive(cost: number, limit: number): void {
  if (cost <= limit) return;
  const message = `The operation may cost ${cost} points; at most ${limit} are allowed. Ask for shorter pages, or in several operations.`;
  throw operationRefused('QUERY_TOO_EXPENSIVE', message, { cost, limit });
}

async function recogniseCaller(context: GatewayContext, operation: OperationDefinitionNode, exchange: ExchangeToken): Promise<void> {
  const { credential, cause } = context;
  if (credential === null) return;
  const fresh = operation.operation !== OperationTypeNode.QUERY;
  const { token, claims } = await exchange({ credential, fresh, cause }).catch((error: unknown) => {
    throw error instanceof Refusal ? operationRefused(error.code, error.message) : error;
  });
  context.callerToken = token;
  context.caller = personOf(claims, cause);
}
