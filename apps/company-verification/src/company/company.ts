import { DAY } from '@crossing/kernel';
import { wrongState, type WrongState } from '@crossing/subgraph/problems.ts';

export type CompanyKind =
  'AI_LAB' | 'DATA_PLATFORM' | 'RESEARCH_PLATFORM' | 'SPECIALIST_DATA_COMPANY' | 'ENTERPRISE_AI_TEAM' | 'PUBLIC_SECTOR_OR_NONPROFIT';
export type CompanyState =
  | 'DRAFT'
  | 'SUBMITTED'
  | 'INFORMATION_REQUESTED'
  | 'VERIFIED'
  | 'REVERIFICATION_DUE'
  | 'PROBATION'
  | 'EXPIRED'
  | 'SUSPENDED'
  | 'REJECTED'
  | 'TERMINATED';

/** What a company says about itself: replaced as a whole by each save. */
export interface CompanyDetails {
  readonly legalName: string;
  readonly kind: CompanyKind;
  readonly registrationCountry: string;
  readonly registrationNumber: string | null;
  readonly lei: string | null;
  readonly domains: readonly string[];
  readonly paymentTermsDays: number;
}

type Stated<T> = { readonly [K in keyof T]: T[K] | null };

/** A company on record. Until its first save there is nothing but its id: identity registered it. */
export interface Company extends Stated<Omit<CompanyDetails, 'domains'>> {
  readonly companyId: string;
  /** The founder (subjectRef); null until identity's event arrives. */
  readonly registeredBy: string | null;
  readonly version: number;
  readonly state: CompanyState;
  readonly domains: readonly string[];
  readonly feePolicySignedBy: string | null;
  readonly feePolicyAttestedAt: Date | null;
  /** What the last decision said to it. */
  readonly reasons: readonly string[];
  /** The reviewer whose word that was; stays with the staff. */
  readonly decidedBy: string | null;
  readonly createdAt: Date;
  readonly savedAt: Date | null;
  readonly submittedAt: Date | null;
  /** The latest verification, and how far it reaches; both are kept after its end. */
  readonly verifiedAt: Date | null;
  readonly verifiedUntil: Date | null;
}

/** A company as a reader sees it; `version` and what follows are null for outsiders. */
export interface CompanyView extends Pick<Company, 'companyId' | 'legalName' | 'kind' | 'registrationCountry' | 'verifiedUntil'> {
  /** As of the moment of reading: EXPIRED as soon as `verifiedUntil` has passed. */
  readonly state: CompanyState;
  readonly version: number | null;
  readonly reasons: readonly string[] | null;
  readonly submittedAt: Date | null;
}

const VERIFIED: readonly CompanyState[] = ['VERIFIED', 'REVERIFICATION_DUE', 'PROBATION'];
const EDITABLE: readonly CompanyState[] = ['DRAFT', 'INFORMATION_REQUESTED', 'REJECTED', 'EXPIRED'];

/** How long before its end a verification becomes due for the next one. */
export const DUE_BEFORE = 30 * DAY;

/** A company that nothing is known of yet. */
export const newCompany = (companyId: string, registeredBy: string | null, now: Date): Company => ({
  companyId,
  registeredBy,
  version: 1,
  state: 'DRAFT',
  legalName: null,
  kind: null,
  registrationCountry: null,
  registrationNumber: null,
  lei: null,
  domains: [],
  paymentTermsDays: null,
  feePolicySignedBy: null,
  feePolicyAttestedAt: null,
  reasons: [],
  decidedBy: null,
  createdAt: now,
  savedAt: null,
  submittedAt: null,
  verifiedAt: null,
  verifiedUntil: null,
});

/** By its state alone; the clock's half is `mayPublish`. */
export const isVerified = ({ state }: Pick<Company, 'state'>): boolean => VERIFIED.includes(state);

/** Promise 2: the state says so, and the verification has not run out. */
export const mayPublish = (company: Company, now: Date): boolean =>
  isVerified(company) && company.verifiedUntil !== null && now < company.verifiedUntil;

/** Where the verification stands at an instant, whether or not the deadline has fired. */
export const stateAt = (company: Company, now: Date): CompanyState =>
  isVerified(company) && !mayPublish(company, now) ? 'EXPIRED' : company.state;

/** What a member or reviewer sees of it. */
export const viewOf = (company: Company, now: Date): CompanyView => ({ ...company, state: stateAt(company, now) });

/** Replaces what the company says about itself; not while a decision is awaited, nor what was verified. */
export function save(company: Company, details: CompanyDetails, now: Date): Company | WrongState {
  if (!EDITABLE.includes(company.state)) return wrongState(company.state, ...EDITABLE);
  return { ...company, ...details, version: company.version + 1, savedAt: now };
}

/** Hands it to the reviewers with its word on fees. */
export function submit(company: Company, signedBy: string, now: Date): Company | WrongState {
  if (!EDITABLE.includes(company.state)) return wrongState(company.state, ...EDITABLE);
  const attested = { feePolicySignedBy: signedBy, feePolicyAttestedAt: now };
  return { ...company, ...attested, state: 'SUBMITTED', version: company.version + 1, reasons: [], submittedAt: now };
}

/** What the use cases need from storage; `company.store.ts` keeps the promise. */
export interface Companies {
  find(companyId: string): Promise<Company | null>;
  /** Locks the row until the transaction ends. */
  lock(companyId: string): Promise<Company | null>;
  /** Leaves a company that is there as it is. */
  addIfNone(company: Company): Promise<void>;
  /** Keeps who registered it, on a record that came before identity's event. */
  nameFounder(companyId: string, registeredBy: string): Promise<void>;
  /** Writes the new version over `company.version - 1`; the row is locked. */
  update(company: Company): Promise<void>;
  /** What the caller may see of these, in any order. */
  seen(companyIds: readonly string[], now: Date): Promise<readonly CompanyView[]>;
  /** Those that await a decision, except the reader's own; `after` is [submittedAt, companyId]. */
  awaitingDecision(reader: Reader, page: CompanyPage): Promise<readonly CompanyView[]>;
}

export interface Reader {
  readonly subject: string;
  readonly companyIds: readonly string[];
  readonly now: Date;
}

export interface CompanyPage {
  readonly first: number;
  readonly after: readonly string[] | null;
}
