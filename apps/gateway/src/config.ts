import { join } from 'node:path';
// Not through the lib's door: the gateway has no database and need not load one.
import { defineConfig, type ConfigOf } from '@crossing/runtime/define-config.ts';
import { setting } from '@crossing/runtime/setting.ts';
import { proofKeysOf } from '@crossing/subgraph/proof.ts';

const COMPOSED = join(import.meta.dirname, '../../../infra/supergraph.graphql');

const subgraphUrl = (name: string, port: number) =>
  setting.url({ default: `http://127.0.0.1:${port}/graphql`, developmentOnly: true, meaning: `Where ${name} answers GraphQL.` });
const gatewayKey = (name: string) =>
  setting.parsed(
    'secret',
    { secret: true, meaning: `HMAC key (base64url, 32 bytes) that proves the gateway to ${name}; the first of its GATEWAY_KEYS.` },
    (text) => proofKeysOf(text)[0]!,
  );

const most = (start: number, meaning: string, unit?: string) => setting.integer({ default: start, min: 1, meaning, ...(unit && { unit }) });

/** In the order in which a request meets them. */
const limitSettings = {
  CONNECTION_LIMIT: most(10_000, 'How many connections are open at once; further ones are closed.'),
  HEADER_LIMIT: most(16_384, 'How large the headers of a request may be.', 'bytes'),
  REQUEST_TIMEOUT: most(10_000, 'How long a client may take to send a request, headers and body.', 'ms'),
  BODY_LIMIT: most(100_000, 'How large the body of a request may be.', 'bytes'),
  TOKEN_LIMIT: most(2_000, 'How many tokens a document may have.'),
  SELECTION_LIMIT: most(1_000, 'How many selections an operation may have, with its fragments written out.'),
  ALIAS_LIMIT: most(30, 'How many aliases an operation may have, with its fragments written out.'),
  DIRECTIVE_LIMIT: most(20, 'How many directives an operation may have, with its fragments written out.'),
  DEPTH_LIMIT: most(10, 'How many levels of fields an operation may have, with its fragments written out.'),
  COST_LIMIT: most(10_000, 'What one operation may cost: a point for every object that it can return, ten for a mutation.'),
  COST_PER_MINUTE: most(200_000, 'What the operations of one person may cost in a minute, in one gateway.'),
  COST_PER_MINUTE_ANONYMOUS: most(100_000, 'What the operations of one client address without a person may cost in a minute.'),
  EVALUATED_PLANS_LIMIT: most(1_000, 'How many plans the planner may weigh for one operation.'),
  PLAN_STORE_LIMIT: most(30, 'How much room the plans of earlier operations may take.', 'MiB'),
  SUBGRAPH_TIMEOUT: setting.integer({
    default: 2_800,
    min: 100,
    max: 30_000,
    unit: 'ms',
    meaning: 'How long a whole read may wait for subgraphs, and each step of a mutation; an answer takes at most 3 s.',
  }),
  SUBGRAPH_ANSWER_LIMIT: most(20_000_000, 'How large the answer of a subgraph may be; a larger one is dropped.', 'bytes'),
};

/** The gateway's settings. */
export const gatewayConfig = defineConfig({
  PORT: setting.port({ default: 4000, meaning: 'Where the gateway listens: the only port that is public.' }),
  BIND: setting.text({ default: '127.0.0.1', productionDefault: '0.0.0.0', meaning: 'The address it listens on.' }),
  SUPERGRAPH: setting.text({ default: COMPOSED, meaning: 'Path of the composed supergraph.' }),
  SUBGRAPH_IDENTITY_URL: subgraphUrl('identity', 4001),
  SUBGRAPH_CONTRIBUTOR_URL: subgraphUrl('contributor', 4002),
  SUBGRAPH_COMPANY_VERIFICATION_URL: subgraphUrl('company-verification', 4003),
  SUBGRAPH_MATCHING_URL: subgraphUrl('matching', 4004),
  GATEWAY_KEY_IDENTITY: gatewayKey('identity'),
  GATEWAY_KEY_CONTRIBUTOR: gatewayKey('contributor'),
  GATEWAY_KEY_COMPANY_VERIFICATION: gatewayKey('company-verification'),
  GATEWAY_KEY_MATCHING: gatewayKey('matching'),
  PUBLIC_URL: setting.url({
    default: 'http://127.0.0.1:4000',
    developmentOnly: true,
    meaning: 'Where people reach the network; identity’s setting of the same name. Access tokens name it.',
  }),
  CALLER_TOKEN_KEYS: setting.text({ meaning: 'JSON Web Key Set with identity’s public keys for caller tokens.' }),
  TRUSTED_PROXIES: setting.optional(
    setting.list({
      meaning:
        'Addresses or CIDR ranges of the proxies in front, whose X-Forwarded-For tells the client’s address; otherwise nobody’s does.',
    }),
  ),
  ...limitSettings,
  LOG_LEVEL: setting.oneOf(['debug', 'info', 'warn', 'error', 'silent'], {
    default: 'info',
    meaning: 'The least severe line that is logged.',
  }),
  DEV_TOOLS: setting.flag({
    default: true,
    productionDefault: false,
    meaning: 'Whether the explorer and /dev/* are served; never in production.',
  }),
  DEMO_PEOPLE: setting.optional(
    setting.text({ meaning: 'Path of a JSON list of the demo’s people {key, name, email, role, password}, for the explorer’s menu.' }),
  ),
});

export type GatewayConfig = ConfigOf<typeof gatewayConfig.settings>;

/** Reads the settings once, before anything else starts. */
export function readConfig(): GatewayConfig {
  // The stock gateway otherwise exports metrics to its vendor and asks the cloud's metadata service who we are.
  process.env['APOLLO_TELEMETRY_DISABLED'] = '1';
  return gatewayConfig.read(process.env);
}
