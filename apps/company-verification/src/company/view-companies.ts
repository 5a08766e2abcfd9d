import type { Clock } from '@crossing/kernel';
import type { Caller } from '@crossing/subgraph/caller.ts';
import type { VerificationCheck } from '../check/check.ts';
import type { Read } from '../unit-of-work.ts';
import type { CompanyView } from './company.ts';

interface Deps {
  readonly read: Read;
  readonly clock: Clock;
}

/** What the caller may see of these companies, in any order. */
export const viewCompanies =
  ({ read, clock }: Deps) =>
  (caller: Caller, companyIds: readonly string[]): Promise<readonly CompanyView[]> =>
    read(caller, ({ companies }) => companies.seen(companyIds, clock()));

/** The latest check of each type of these companies, as far as the caller may see them. */
export const viewChecks =
  ({ read }: Deps) =>
  (caller: Caller, companyIds: readonly string[]): Promise<readonly VerificationCheck[]> =>
    read(caller, ({ checks }) => checks.latest(companyIds));
