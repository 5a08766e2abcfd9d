import { generateKeyPairSync } from 'node:crypto';

/** What a service needs to seal its audit log; where nothing is sealed, the folder is never made. */
export const specAuditSettings = {
  AUDIT_PRIVATE_KEY: JSON.stringify({ ...generateKeyPairSync('ed25519').privateKey.export({ format: 'jwk' }), kid: 'spec' }),
  AUDIT_DIR: '/nowhere',
};
