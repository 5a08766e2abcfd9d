export { createCandidates, offsetDistance, type Candidates, type Match } from './candidates.ts';
export {
  MAX_ALTERNATIVES,
  MAX_BONUSES,
  MAX_CLAUSES,
  MAX_HOURS,
  MAX_ITEMS,
  type Alternative,
  type Clause,
  type OpportunityEntry,
  type PersonEntry,
  type Stamp,
} from './entries.ts';
export { MAX_RATE_CENTS } from './people-table.ts';
export { byRank, identityOf, MAX_SCORE, tieBreak, type Bonus, type Ranked, type Top } from './ranking.ts';
export { type Fitting, type Reach, type ReachOptions, type Step } from './reach.ts';
export { createWasmCandidates, type WasmCandidates, type WasmOptions } from './wasm-candidates.ts';
