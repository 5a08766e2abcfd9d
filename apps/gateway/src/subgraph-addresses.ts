import type { GatewayConfig } from './config.ts';
import type { SubgraphAddress } from './subgraph-client.ts';

/** Where the subgraphs are, and what proves the gateway to each. */
export const subgraphAddresses = (config: GatewayConfig): readonly SubgraphAddress[] => [
  { name: 'identity', url: config.SUBGRAPH_IDENTITY_URL, key: config.GATEWAY_KEY_IDENTITY },
  { name: 'contributor', url: config.SUBGRAPH_CONTRIBUTOR_URL, key: config.GATEWAY_KEY_CONTRIBUTOR },
  { name: 'company-verification', url: config.SUBGRAPH_COMPANY_VERIFICATION_URL, key: config.GATEWAY_KEY_COMPANY_VERIFICATION },
  { name: 'matching', url: config.SUBGRAPH_MATCHING_URL, key: config.GATEWAY_KEY_MATCHING },
];
