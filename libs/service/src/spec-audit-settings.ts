import { newAuditKey } from '@crossing/runtime/audit/spec-audit-key.ts';

/** What a service needs to seal its audit log; where nothing is sealed, the folder is never made. */
export const specAuditSettings = {
  AUDIT_PRIVATE_KEY: newAuditKey('spec'),
  AUDIT_DIR: '/nowhere',
};
