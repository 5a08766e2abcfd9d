import { setting } from '@crossing/runtime';
import { headSigner } from '@crossing/runtime/audit/audit-head.ts';
import { proofKeysOf } from '@crossing/subgraph/proof.ts';
import { payPolicyOf, type PayPolicy } from '@crossing/taxonomy/pay-policy.ts';
import { kafkaSettings } from './kafka-settings.ts';

/** Checks the key when the process starts, not when it first signs. */
function auditKeyOf(text: string): string {
  headSigner(text);
  return text;
}

/** The settings that every subgraph has; an app spreads them into its own `config.ts`. */
export const subgraphSettings = ({ port }: { readonly port: number }) => ({
  PORT: setting.port({ default: port, meaning: 'Where this subgraph listens.' }),
  BIND: setting.text({ default: '127.0.0.1', meaning: 'The address it listens on; only the gateway is meant to reach it.' }),
  DATABASE_URL: setting.secret({
    meaning: 'PostgreSQL, as a role that may create roles and schemas (migrations); the service itself connects as roles of its own.',
  }),
  DATABASE_ROLE_SECRET: setting.secret({ meaning: 'From it the passwords of this service’s database roles are derived.' }),
  DATABASE_POOL_SIZE: setting.integer({ default: 8, min: 2, max: 100, unit: 'connections', meaning: 'Connections per role, at most.' }),
  MIGRATE: setting.oneOf(['start', 'check'], {
    default: 'start',
    productionDefault: 'check',
    meaning: '`start` migrates before serving; `check` refuses to start when the database is behind.',
  }),
  CALLER_TOKEN_KEYS: setting.text({ meaning: 'JSON Web Key Set with identity’s public keys for caller tokens.' }),
  GATEWAY_KEYS: setting.parsed(
    'secret',
    { secret: true, meaning: 'HMAC keys (base64url, 32 bytes) that the gateway proves itself with: current, then retiring, by comma.' },
    proofKeysOf,
  ),
  AUDIT_PRIVATE_KEY: setting.parsed<string>(
    'secret',
    { secret: true, meaning: 'JSON Web Key (Ed25519, with a kid of its own) that signs the head of this service’s audit log.' },
    auditKeyOf,
  ),
  AUDIT_DIR: setting.text({
    meaning:
      'The folder in which signed heads of the audit log are kept, on a disk that whoever writes the database does not write; `npm run audit -- verify` compares with them.',
  }),
  ...kafkaSettings,
  BUS_CREATE_TOPICS: setting.flag({
    default: true,
    productionDefault: false,
    meaning: 'Whether the service makes topics that are missing; otherwise it waits for `npm run topics`.',
  }),
  LOG_LEVEL: setting.oneOf(['debug', 'info', 'warn', 'error', 'silent'], {
    default: 'info',
    meaning: 'The least severe line that is logged.',
  }),
  WORKERS: setting.oneOf(['on', 'off', 'only'], {
    default: 'on',
    meaning: 'Whether relay, consumers, deadlines and the audit log’s sealer run in this process: beside the API, not at all, or alone.',
  }),
  DEADLINES: setting.flag({ default: true, meaning: 'Whether deadlines fire in this process; reads never depend on them.' }),
  DEV_TOOLS: setting.flag({ default: true, productionDefault: false, meaning: 'Whether /dev/* is served; never in production.' }),
});

/** Floors of pay and exchange rates: one for who vets opportunities and for who matches people. */
export const payPolicySetting = setting.optional(
  setting.parsed<PayPolicy>(
    'JSON',
    {
      meaning:
        'Pay floors by country and exchange rates, in the shape of `libs/taxonomy/src/pay-policy.json`: the invented DEMO policy, which holds without it. It needs a rate for every currency that anybody pays or asks in. company-verification and matching must have the same: name one file as `PAY_POLICY_FILE`.',
    },
    payPolicyOf,
  ),
);
