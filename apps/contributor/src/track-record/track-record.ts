/** What a person did in one engagement; appended once and never changed. */
export interface TrackRecordEntry {
  readonly entryId: string;
  readonly engagementId: string;
  readonly contributorId: string;
  readonly companyId: string;
  readonly workType: string;
  readonly domain: string;
  /** 1 to 4. */
  readonly tier: number;
  readonly unitsAccepted: number;
  readonly unitsTotal: number;
  readonly minutes: number;
  /** `YYYY-MM-DD`. */
  readonly occurredOn: string;
}

export interface RecordPage {
  readonly first: number;
  /** [occurredOn, entryId] */
  readonly after: readonly string[] | null;
}

/** What the use cases need from storage; `track-record.store.ts` keeps the promise. */
export interface TrackRecord {
  /** False when the engagement has its entry already. */
  addIfNone(entry: TrackRecordEntry): Promise<boolean>;
  /** Of each person, their newest entries that the caller may see, `first + 1` of them; one statement. */
  listMany(contributorIds: readonly string[], page: RecordPage, now: Date): Promise<readonly TrackRecordEntry[]>;
  /** The entries that the caller may see, in any order. */
  findMany(entryIds: readonly string[], now: Date): Promise<readonly TrackRecordEntry[]>;
}
