import { join } from 'node:path';
// Not through the lib's door: the gateway has no database and need not load one.
import { defineConfig, type ConfigOf } from '@crossing/runtime/define-config.ts';
import { setting } from '@crossing/runtime/setting.ts';

const COMPOSED = join(import.meta.dirname, '../../../infra/supergraph.graphql');

const subgraphUrl = (name: string, port: number) =>
  setting.url({ default: `http://127.0.0.1:${port}/graphql`, developmentOnly: true, meaning: `Where ${name} answers GraphQL.` });
const gatewayKey = (name: string) =>
  setting.secret({ meaning: `HMAC key (base64url, 32 bytes) that proves the gateway to ${name}; the first of its GATEWAY_KEYS.` });

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
  ACCESS_TOKEN_KEYS: setting.text({ meaning: 'JSON Web Key Set with identity’s public keys for access tokens.' }),
  CALLER_TOKEN_KEYS: setting.text({ meaning: 'JSON Web Key Set with identity’s public keys for caller tokens.' }),
  SUBGRAPH_TIMEOUT: setting.integer({
    default: 2_800,
    min: 100,
    max: 30_000,
    unit: 'ms',
    meaning: 'How long a whole read may wait for subgraphs, and each step of a mutation; an answer takes at most 3 s.',
  }),
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
