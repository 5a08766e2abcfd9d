import type { EntitySchema } from 'typeorm';
import { VerificationCheckTable } from './check/check.store.ts';
import { CompanyTable } from './company/company.store.ts';
import { OpportunityTable } from './opportunity/opportunity.store.ts';
import { RevisionTable } from './opportunity/revision.store.ts';
import { ApprovalTable, VettingReviewTable } from './vetting/vetting.store.ts';

/** The tables that TypeORM writes. */
export const entities: readonly EntitySchema[] = [
  CompanyTable,
  VerificationCheckTable,
  OpportunityTable,
  RevisionTable,
  VettingReviewTable,
  ApprovalTable,
];
