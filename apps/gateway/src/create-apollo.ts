import { ApolloServer } from '@apollo/server';
import type { ApolloGateway } from '@apollo/gateway';
import type { NoteRefusal } from '@crossing/runtime/refusal-tally.ts';
import { apolloLogger } from '@crossing/subgraph/apollo-logger.ts';
import type { Log } from '@crossing/subgraph/log.ts';
import { faultPlugin, maskError } from '@crossing/subgraph/mask-errors.ts';
import { admitOperation, type AdmitDeps } from './admit-operation.ts';
import { apolloServicesOff } from './apollo-services-off.ts';
import type { GatewayContext } from './context.ts';
import { noteRefusals } from './report-refusals.ts';
import { limitOperations } from './limits/operation-limits.ts';

interface Options extends AdmitDeps {
  readonly gateway: ApolloGateway;
  readonly production: boolean;
  readonly log: Log;
  /** Hears of every refusal, for the audit log. */
  readonly noteRefusal: NoteRefusal;
}

/** Apollo Server in front of the gateway: limits, then validation, then who may ask what; errors are masked on the way out. */
export const createApollo = ({ gateway, production, log, noteRefusal, ...deps }: Options): ApolloServer<GatewayContext> =>
  new ApolloServer<GatewayContext>({
    gateway,
    introspection: !production,
    hideSchemaDetailsFromClientErrors: production,
    allowBatchedHttpRequests: false,
    csrfPrevention: true,
    persistedQueries: false,
    includeStacktraceInErrorResponses: false,
    stopOnTerminationSignals: false,
    parseOptions: { maxTokens: deps.limits.document.tokens },
    maxRecursiveSelections: deps.limits.document.selections,
    validationRules: [limitOperations(deps.limits.document)],
    formatError: maskError,
    logger: apolloLogger(log),
    plugins: [...apolloServicesOff(), faultPlugin(log), admitOperation(deps), noteRefusals(noteRefusal), withoutExtensions],
  });

/** The executor tells in `extensions` which nulls it had to spread: that names subgraphs' faults, which are in the log. */
const withoutExtensions = {
  requestDidStart: async () => ({
    willSendResponse: async ({ response }: { response: { body: { kind: string; singleResult?: { extensions?: unknown } } } }) => {
      if (response.body.kind === 'single') delete response.body.singleResult?.extensions;
    },
  }),
};
