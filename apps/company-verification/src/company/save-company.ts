import type { Clock } from '@crossing/kernel';
import { requireCompanyRole, type Caller } from '@crossing/subgraph/caller.ts';
import { versionConflict, type InvalidInput, type VersionConflict, type WrongState } from '@crossing/subgraph/problems.ts';
import { notFound } from '@crossing/subgraph/refusal.ts';
import type { Transact } from '../unit-of-work.ts';
import { checkDetails } from './check-details.ts';
import { announceCompany } from './company-events.ts';
import { newCompany, save, viewOf, type CompanyDetails, type CompanyView } from './company.ts';

interface Deps {
  readonly transact: Transact;
  readonly clock: Clock;
}

interface Request {
  readonly companyId: string;
  readonly details: CompanyDetails;
  /** Null for the first save only. */
  readonly expectedVersion: number | null;
}

export interface SaveCompanySuccess {
  readonly kind: 'SaveCompanySuccess';
  readonly company: CompanyView;
}

export type SaveCompanyResult = SaveCompanySuccess | InvalidInput | VersionConflict | WrongState;

/**
 * States who a company is. It waits for no event: identity's word that the caller owns the company is in the caller token,
 * so the record is made here when it is not there yet.
 */
export const saveCompany =
  ({ transact, clock }: Deps) =>
  async (caller: Caller, { companyId, details, expectedVersion }: Request): Promise<SaveCompanyResult> => {
    const owner = requireCompanyRole(caller, companyId);
    return transact(owner, async (tx) => {
      const now = clock();
      const clean = checkDetails(details);
      if ('issues' in clean) return clean;
      await tx.companies.addIfNone(newCompany(companyId, null, now));
      const company = await tx.companies.lock(companyId);
      if (!company) throw notFound('company');
      const first = expectedVersion === null && company.savedAt === null;
      if (!first && company.version !== expectedVersion) return versionConflict(company.version);
      const saved = save(company, clean, now);
      if (!('companyId' in saved)) return saved;
      await tx.companies.update(saved);
      announceCompany(tx, saved);
      await tx.audit.record({ action: 'company.saved', aggregate: 'company', aggregateId: companyId, version: saved.version });
      return { kind: 'SaveCompanySuccess', company: viewOf(saved, now) };
    });
  };
