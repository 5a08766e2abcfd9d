import type { Ports, ProcessName, SubgraphName } from './ports.ts';
import { SUBGRAPHS } from './ports.ts';
import { privateJwk, publicJwks, type Secrets } from './secrets.ts';

/** What a graph is made of, as far as its processes need to know. */
export interface Wiring {
  readonly ports: Ports;
  readonly databaseUrl: string;
  readonly secrets: Secrets;
  /** Where the signed heads of audit logs are kept. */
  readonly auditDir: string;
  /** Where each subgraph answers. */
  readonly subgraphUrls: Readonly<Record<SubgraphName, string>>;
}

/** `company-verification` → `COMPANY_VERIFICATION`. */
export const upperName = (name: SubgraphName): string => name.toUpperCase().replaceAll('-', '_');

/** The settings of one process: each gets the keys that it uses and no other. */
export const environmentOf = (name: ProcessName, wiring: Wiring): Record<string, string> => ({
  PORT: String(wiring.ports[name]),
  CALLER_TOKEN_KEYS: publicJwks(wiring.secrets.callerTokenKey),
  ...(name === 'gateway' ? gatewayEnvironment(wiring) : subgraphEnvironment(name, wiring)),
  ...(name === 'identity' ? identityEnvironment(wiring) : {}),
  APOLLO_TELEMETRY_DISABLED: '1',
});

const gatewayEnvironment = ({ secrets, subgraphUrls, ports }: Wiring): Record<string, string> => ({
  PUBLIC_URL: `http://127.0.0.1:${ports.gateway}`,
  ...Object.fromEntries(
    SUBGRAPHS.flatMap((name) => [
      [`SUBGRAPH_${upperName(name)}_URL`, subgraphUrls[name]],
      [`GATEWAY_KEY_${upperName(name)}`, secrets.gatewayKeys[name]],
    ]),
  ),
});

const subgraphEnvironment = (name: SubgraphName, { databaseUrl, secrets, auditDir }: Wiring): Record<string, string> => ({
  DATABASE_URL: databaseUrl,
  DATABASE_ROLE_SECRET: secrets.databaseRoleSecret,
  GATEWAY_KEYS: secrets.gatewayKeys[name],
  AUDIT_PRIVATE_KEY: privateJwk(secrets.auditKeys[name]),
  AUDIT_DIR: auditDir,
});

const identityEnvironment = ({ secrets, ports }: Wiring): Record<string, string> => ({
  CALLER_TOKEN_PRIVATE_KEY: privateJwk(secrets.callerTokenKey),
  SEALING_KEYS: secrets.sealingKey,
  PUBLIC_URL: `http://127.0.0.1:${ports.gateway}`,
});

/** What an operator's command for a graph runs with, besides what this process has. */
export const operatorEnvironment = ({ databaseUrl, secrets }: Pick<Wiring, 'databaseUrl' | 'secrets'>): NodeJS.ProcessEnv => ({
  ...process.env,
  DATABASE_URL: databaseUrl,
  DATABASE_ROLE_SECRET: secrets.databaseRoleSecret,
});
