import { runWithCause } from '@crossing/runtime/cause.ts';
import { createLifecycle } from '@crossing/runtime/lifecycle.ts';
import { createLogger } from '@crossing/runtime/logger.ts';
import type { JSONWebKeySet } from 'jose';
import { createGatewayApp } from './app.ts';
import { readConfig } from './config.ts';
import { limitsOf } from './limits/limits.ts';
import { subgraphAddresses } from './subgraph-addresses.ts';

const config = readConfig();
const log = createLogger({ service: 'gateway', level: config.LOG_LEVEL });
const lifecycle = createLifecycle(log);
const hasDevTools = config.DEV_TOOLS && !config.production;

const http = await createGatewayApp({
  supergraph: config.SUPERGRAPH,
  subgraphs: subgraphAddresses(config),
  publicUrl: config.PUBLIC_URL,
  callerKeys: JSON.parse(config.CALLER_TOKEN_KEYS) as JSONWebKeySet,
  production: config.production,
  limits: limitsOf(config),
  trustedProxies: config.TRUSTED_PROXIES,
  log,
  runWithCause,
  ...(hasDevTools && { addDevTools: (await import('./dev/add-dev-tools.ts')).addDevTools({ peopleFile: config.DEMO_PEOPLE }) }),
});
lifecycle.onStop('http', () => http.close());
await http.listen({ port: config.PORT, host: config.BIND });
log.info({ port: config.PORT, upMs: Math.round(performance.now()) }, 'The gateway listens.');
