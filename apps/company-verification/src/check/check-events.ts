import type { CompanyCheckCompleted } from '@crossing/contracts';
import type { VerificationCheck } from './check.ts';

/** A check as analysts are told of it: without the note and who made it. */
export const checkCompleted = ({ companyId, type, method, result, performedAt, expiresAt }: VerificationCheck): CompanyCheckCompleted => ({
  companyId,
  checkType: type,
  method,
  result,
  performedAt: performedAt.toISOString(),
  expiresAt: expiresAt?.toISOString() ?? null,
});
