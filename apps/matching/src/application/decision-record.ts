import { canonicalJson } from '@crossing/kernel';
import { forCompany, type EligibilityDecision } from '../eligibility/decide.ts';
import type { EligibilitySnapshot } from '../eligibility/snapshot.ts';

/** A decision that somebody relied on, kept with everything it depends on (M6). */
export interface DecisionRecord {
  readonly decisionId: string;
  readonly companyId: string;
  /** Canonical JSON; seen by the person alone. */
  readonly snapshot: string;
  /** Canonical JSON of the whole decision; seen by the person alone. */
  readonly decision: string;
  /** What the company may see of it. */
  readonly shared: EligibilityDecision;
}

/** A stored decision as the reader may see it. */
export type RecordedDecision = EligibilityDecision & { readonly decisionId: string };

export interface DecisionRecords {
  add(record: DecisionRecord): Promise<void>;
  /** Whole to the person; without private clauses and without what they have to anybody else. */
  findMany(decisionIds: readonly string[]): Promise<readonly RecordedDecision[]>;
  /** The snapshot, for the person. */
  snapshotOf(decisionId: string): Promise<string | null>;
}

export const decisionRecord = (
  decision: EligibilityDecision,
  snapshot: EligibilitySnapshot,
  { decisionId, companyId }: { decisionId: string; companyId: string },
): DecisionRecord => ({
  decisionId,
  companyId,
  snapshot: canonicalJson(snapshot),
  decision: canonicalJson(decision),
  shared: forCompany(decision),
});

/** The decision that `decisionRecord` wrote. */
export function decisionFrom(text: string): EligibilityDecision {
  const { decidedAt, ...rest } = JSON.parse(text) as Omit<EligibilityDecision, 'decidedAt'> & { decidedAt: string };
  return { ...rest, decidedAt: new Date(decidedAt) };
}

/** The snapshot that `decisionRecord` wrote: deciding on it again gives the same bytes. */
export function snapshotFrom(text: string): EligibilitySnapshot {
  return JSON.parse(text, (key, value: unknown) => {
    if (key === 'amountMinor') return BigInt(value as string);
    return key === 'decidedAt' || key === 'publishedAt' ? new Date(value as string) : value;
  }) as EligibilitySnapshot;
}
