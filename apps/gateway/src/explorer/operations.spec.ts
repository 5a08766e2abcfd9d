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
import { limitOperations, operationLimits } from '../limits/operation-limits.ts';
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

    for (const { query, variables } of readTabs()) {
      const document = parse(query);
      const operation = document.definitions.find((one): one is OperationDefinitionNode => one.kind === Kind.OPERATION_DEFINITION)!;
      const name = operation.name?.value;

      expect([name, validate(schema, document, [...specifiedRules, limitOperations(operationLimits)])]).toEqual([name, []]);
      const { errors } = getVariableValues(
        schema,
        operation.variableDefinitions ?? [],
        JSON.parse(variables ?? '{}') as Record<string, unknown>,
      );
      expect([name, errors]).toEqual([name, undefined]);
    }
  });
});
