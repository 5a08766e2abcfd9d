import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Supergraph } from '@apollo/federation-internals';
import { scalars } from '@crossing/subgraph/scalars.ts';
import {
  getVariableValues,
  isScalarType,
  Kind,
  parse,
  specifiedRules,
  validate,
  type GraphQLSchema,
  type OperationDefinitionNode,
} from 'graphql';
import { costTable } from '../limits/cost-table.ts';
import { operationCost } from '../limits/operation-cost.ts';
import { limitOperations } from '../limits/operation-limits.ts';
import { MAX_FIRST } from '../limits/page-sizes.ts';
import { limitsWith } from '../limits/spec-limits.ts';
import { readTabs } from './read-tabs.ts';

const supergraph = join(import.meta.dirname, '../../../../infra/supergraph.graphql');

function apiSchema(): GraphQLSchema {
  const sdl = readFileSync(supergraph, 'utf8').replaceAll(/, for: SECURITY\)/g, ')');
  const schema = Supergraph.build(sdl).apiSchema().toGraphQLJSSchema();
  for (const { name, parseValue, parseLiteral } of Object.values(scalars)) {
    const type = schema.getType(name);
    if (isScalarType(type)) Object.assign(type, { parseValue, parseLiteral });
  }
  return schema;
}

describe('the saved operations', () => {
  it('are valid, within the limits, and their example variables fit', () => {
    expect(existsSync(supergraph)).toBe(true);
    const schema = apiSchema();
    const limits = limitsWith({});
    const costs = costTable(parse(readFileSync(supergraph, 'utf8')));

    for (const { query, variables } of readTabs()) {
      const document = parse(query);
      const operation = document.definitions.find((one): one is OperationDefinitionNode => one.kind === Kind.OPERATION_DEFINITION)!;
      const name = operation.name?.value;

      expect([name, validate(schema, document, [...specifiedRules, limitOperations(limits.document)])]).toEqual([name, []]);
      const { coerced, errors } = getVariableValues(
        schema,
        operation.variableDefinitions ?? [],
        JSON.parse(variables ?? '{}') as Record<string, unknown>,
      );
      expect([name, errors]).toEqual([name, undefined]);
      // Also with the longest pages that may be asked for.
      const longest = { ...coerced, ...('first' in coerced! && { first: MAX_FIRST }) };
      const cost = operationCost(costs, { schema, document, operation, variables: longest });
      expect([name, cost <= limits.cost.perOperation]).toEqual([name, true]);
    }
  });
});
