import { readTypeDefs, subgraphSchema, type Caller } from '@crossing/subgraph';
import { graphql, type ExecutionResult } from 'graphql';
import type { Scene } from './spec-scene.ts';

type Answer = ExecutionResult<Record<string, unknown>>;

/** Asks the subgraph as the gateway would, without the wire. */
export function graphOf({ app }: Scene) {
  const schema = subgraphSchema(readTypeDefs(import.meta.dirname), app.resolvers);
  return (caller: Caller, source: string, variableValues: Record<string, unknown> = {}): Promise<Answer> =>
    graphql({ schema, source, variableValues, contextValue: app.createContext(caller) }) as Promise<Answer>;
}
