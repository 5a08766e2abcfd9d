import * as companyVerification from './company-verification/index.ts';
import * as contributor from './contributor/index.ts';
import * as identity from './identity/index.ts';
import * as matching from './matching/index.ts';
import type { EventContract } from './event-contract.ts';

export * from './company-verification/index.ts';
export { ContractViolation } from './contract-violation.ts';
export * from './contributor/index.ts';
export { fact, state, type EventContract, type FactContract, type StateContract, type TopicKind } from './event-contract.ts';
export * from './identity/index.ts';
export * from './matching/index.ts';
export { topicSettings, topicsOf, type TopicSpec } from './topics.ts';

/** Every event that the network publishes. */
export const allContracts: readonly EventContract<unknown>[] = [identity, contributor, companyVerification, matching].flatMap((contracts) =>
  Object.values<EventContract<unknown>>(contracts),
);
