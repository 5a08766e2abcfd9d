export {
  createCandidates,
  offsetDistance,
  type Alternative,
  type Candidates,
  type Clause,
  type Match,
  type OpportunityEntry,
} from './candidates.ts';
export { MAX_RATE_CENTS, type PersonEntry } from './people-table.ts';
