import { stateAt, type Company } from '../company/company.ts';
import type { CompanyNotVerified } from './opportunity.ts';

/** The problem of a company that may not have anything in the open at the moment. */
export function companyNotVerified(company: Company, now: Date): CompanyNotVerified {
  const state = stateAt(company, now);
  return {
    kind: 'CompanyNotVerified',
    message: `The company is ${state}; only a verified one has open opportunities.`,
    state,
    verifiedUntil: company.verifiedUntil,
  };
}
