import { DAY } from '@crossing/kernel';
import { wrongState, type WrongState } from '@crossing/subgraph';
import type { Evidence } from '../eligibility/candidate-score.ts';
import type { IdPage } from '../id-page.ts';

export type WorkKind = 'TIME' | 'UNIT' | 'ASSESSMENT' | 'TRAINING';
export type WorkState = 'SUBMITTED' | 'QUERIED' | 'ACCEPTED' | 'AUTO_ACCEPTED' | 'REJECTED';
export type RejectionReason = 'FRAUDULENT_TIME' | 'NOT_DELIVERED' | 'OUT_OF_SCOPE_AFTER_NOTICE' | 'BAD_FAITH_SPAM';

/** Work that was done under an engagement. */
export interface WorkRecord {
  readonly workRecordId: string;
  readonly engagementId: string;
  readonly contributorId: string;
  readonly companyId: string;
  readonly kind: WorkKind;
  /** Minutes, or pieces for UNIT. */
  readonly quantity: number;
  readonly from: Date;
  readonly to: Date;
  readonly note: string | null;
  readonly state: WorkState;
  readonly submittedAt: Date;
  readonly autoAcceptsAt: Date;
  readonly queryNote: string | null;
  readonly rejectionReason: RejectionReason | null;
  readonly rejectionEvidence: string | null;
  readonly version: number;
}

/** What an engagement's work amounts to. */
export interface WorkTotals {
  /** Records that are neither accepted nor rejected. */
  readonly undecided: number;
  readonly unitsAccepted: number;
  readonly unitsTotal: number;
  /** Accepted minutes; for pieces, by the estimate per piece. */
  readonly minutes: number;
}

export interface WorkRecords {
  find(workRecordId: string): Promise<WorkRecord | null>;
  findMany(workRecordIds: readonly string[]): Promise<readonly WorkRecord[]>;
  /** FOR UPDATE. */
  lock(workRecordId: string): Promise<WorkRecord | null>;
  add(workRecord: WorkRecord): Promise<void>;
  update(workRecord: WorkRecord, expectedVersion: number): Promise<void>;
  /** What was submitted and not rejected, of this engagement; read under the engagement's lock. */
  standing(engagementId: string): Promise<readonly WorkRecord[]>;
  /** Of each engagement, one more than `first`. */
  listOfEngagements(engagementIds: readonly string[], page: IdPage): Promise<readonly WorkRecord[]>;
  /** Over all of an engagement's records. */
  totals(engagementId: string, minutesPerUnit: number): Promise<WorkTotals>;
  /** Units accepted and decided, over all of a person's work; what their reliability rests on. */
  reliabilityOf(contributorId: string): Promise<Evidence>;
  /** The same of several people; whoever has no work is missing. */
  reliabilityOfMany(contributorIds: readonly string[]): Promise<ReadonlyMap<string, Evidence>>;
}

/** For how long a company may think about work. */
export const ACCEPTANCE_PERIOD = 14 * DAY;

/** The work as it is now: the company's time may have passed before the deadline has said so. */
export const stateAt = ({ state, autoAcceptsAt }: WorkRecord, now: Date): WorkState =>
  isUndecided(state) && autoAcceptsAt <= now ? 'AUTO_ACCEPTED' : state;

/** Neither accepted nor rejected. */
export const isUndecided = (state: WorkState): boolean => state === 'SUBMITTED' || state === 'QUERIED';

/** Accepted by the company; unchanged when it had been before. */
export function accept(work: WorkRecord, now: Date): WorkRecord | WrongState {
  if (work.state === 'ACCEPTED') return work;
  const state = stateAt(work, now);
  if (!isUndecided(state)) return wrongState(state, 'SUBMITTED', 'QUERIED');
  return { ...work, state: 'ACCEPTED', version: work.version + 1 };
}

/** Accepted because the company said nothing in time; null while it has time, or has decided. */
export const autoAccept = (work: WorkRecord, now: Date): WorkRecord | null =>
  isUndecided(work.state) && work.autoAcceptsAt <= now ? { ...work, state: 'AUTO_ACCEPTED', version: work.version + 1 } : null;

/** Asked about, once: the company's time begins again, so that a second question cannot put off the decision for ever. */
export function query(work: WorkRecord, note: string, now: Date): WorkRecord | WrongState {
  if (work.state === 'QUERIED' && work.queryNote === note) return work;
  const state = stateAt(work, now);
  if (state !== 'SUBMITTED') return wrongState(state, 'SUBMITTED');
  const autoAcceptsAt = new Date(now.getTime() + ACCEPTANCE_PERIOD);
  return { ...work, state: 'QUERIED', queryNote: note, autoAcceptsAt, version: work.version + 1 };
}

/** Rejected, for a reason of the closed list; unchanged when it had been for the same. */
export function reject(
  work: WorkRecord,
  { reason, evidence, now }: { reason: RejectionReason; evidence: string; now: Date },
): WorkRecord | WrongState {
  if (work.state === 'REJECTED' && work.rejectionReason === reason) return work;
  const state = stateAt(work, now);
  if (!isUndecided(state)) return wrongState(state, 'SUBMITTED', 'QUERIED');
  return { ...work, state: 'REJECTED', rejectionReason: reason, rejectionEvidence: evidence, version: work.version + 1 };
}
