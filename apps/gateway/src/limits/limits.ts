import type { gatewayConfig, GatewayConfig } from '../config.ts';

/** Every number that bounds what one request, one operation or one caller may take; what each means is in `config.ts`. */
export interface GatewayLimits {
  readonly http: {
    readonly bodyBytes: number;
    readonly headerBytes: number;
    readonly requestMs: number;
    readonly connections: number;
  };
  readonly document: {
    readonly tokens: number;
    /** With fragments written out, as Apollo Server counts them. */
    readonly selections: number;
    readonly depth: number;
    readonly aliases: number;
    readonly directives: number;
  };
  readonly cost: {
    readonly perOperation: number;
    readonly perMinute: number;
    readonly perMinuteAnonymous: number;
  };
  readonly planner: {
    readonly evaluatedPlans: number;
    readonly storeMiB: number;
  };
  readonly subgraph: {
    /** How long a whole read may wait, and each step of a mutation. */
    readonly timeoutMs: number;
    readonly answerBytes: number;
  };
}

type LimitName = Extract<
  keyof typeof gatewayConfig.settings,
  `${string}_LIMIT` | `SUBGRAPH_TIMEOUT` | `REQUEST_TIMEOUT` | `COST_PER_${string}`
>;

/** The limits as they are set. */
export const limitsOf = (config: Pick<GatewayConfig, LimitName>): GatewayLimits => ({
  http: {
    bodyBytes: config.BODY_LIMIT,
    headerBytes: config.HEADER_LIMIT,
    requestMs: config.REQUEST_TIMEOUT,
    connections: config.CONNECTION_LIMIT,
  },
  document: {
    tokens: config.TOKEN_LIMIT,
    selections: config.SELECTION_LIMIT,
    depth: config.DEPTH_LIMIT,
    aliases: config.ALIAS_LIMIT,
    directives: config.DIRECTIVE_LIMIT,
  },
  cost: {
    perOperation: config.COST_LIMIT,
    perMinute: config.COST_PER_MINUTE,
    perMinuteAnonymous: config.COST_PER_MINUTE_ANONYMOUS,
  },
  planner: { evaluatedPlans: config.EVALUATED_PLANS_LIMIT, storeMiB: config.PLAN_STORE_LIMIT },
  subgraph: { timeoutMs: config.SUBGRAPH_TIMEOUT, answerBytes: config.SUBGRAPH_ANSWER_LIMIT },
});
