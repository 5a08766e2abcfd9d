import { GraphQLError, type GraphQLFormattedError } from 'graphql';
import type { AnswerPath } from './entities.ts';

/** The code of a subgraph's error that has none of its own. */
const NO_CODE = 'DOWNSTREAM_SERVICE_ERROR';

/** An error of a subgraph as the client gets it: at the place in the whole answer, with the subgraph's name for the log. */
export function subgraphError(error: GraphQLFormattedError, subgraph: string, path: AnswerPath | undefined): GraphQLError {
  const message = error?.message || `Error while fetching subquery from service "${subgraph}"`;
  const extensions = { code: NO_CODE, ...error?.extensions, serviceName: subgraph };
  if (!extensions.code) extensions.code = NO_CODE;
  return new GraphQLError(message, { ...(path && { path }), extensions, originalError: error as unknown as Error });
}
