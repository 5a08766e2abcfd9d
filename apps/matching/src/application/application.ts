import { wrongState, type WrongState } from '@crossing/subgraph';
import type { IdPage } from '../id-page.ts';

export type ApplicationState = 'SUBMITTED' | 'SHORTLISTED' | 'OFFERED' | 'ACCEPTED' | 'DECLINED' | 'NOT_SELECTED' | 'WITHDRAWN' | 'LAPSED';

export const TURN_DOWN_REASONS = [
  'SEATS_TAKEN',
  'DOMAIN_KNOWLEDGE',
  'LANGUAGE',
  'EXPERIENCE',
  'AVAILABILITY',
  'WORK_CANCELLED',
  'OTHER',
] as const;
export type TurnDownReason = (typeof TURN_DOWN_REASONS)[number];

/** Somebody wants to do a piece of work. */
export interface Application {
  readonly applicationId: string;
  readonly contributorId: string;
  readonly companyId: string;
  readonly opportunityId: string;
  /** The revision that the person saw. */
  readonly revision: number;
  readonly state: ApplicationState;
  readonly note: string | null;
  readonly decisionId: string;
  readonly reasonCodes: readonly TurnDownReason[];
  readonly feedback: string | null;
  readonly submittedAt: Date;
  readonly version: number;
}

export interface Applications {
  find(applicationId: string): Promise<Application | null>;
  findMany(applicationIds: readonly string[]): Promise<readonly Application[]>;
  /** FOR UPDATE. First in the order of locks: application, offer, work preferences, seats (see accept-offer.ts). */
  lock(applicationId: string): Promise<Application | null>;
  /** The one that stands in the way of another. */
  getCurrent(opportunityId: string, contributorId: string): Promise<Application>;
  /** False when there is one already: the constraint decides. */
  addIfNone(application: Application): Promise<boolean>;
  update(application: Application, expectedVersion: number): Promise<void>;
  listOfContributor(contributorId: string, page: IdPage): Promise<readonly Application[]>;
  /** Of each opportunity, one more than `first`; the rows that the caller may see. */
  listOfOpportunities(opportunityIds: readonly string[], page: IdPage): Promise<readonly Application[]>;
  /** How many wait for an answer, by opportunity. */
  countOpen(opportunityIds: readonly string[]): Promise<ReadonlyMap<string, number>>;
}

const OPEN: readonly ApplicationState[] = ['SUBMITTED', 'SHORTLISTED', 'OFFERED'];

const moved = (application: Application, state: ApplicationState): Application => ({
  ...application,
  state,
  version: application.version + 1,
});

/** Taken back by the person; unchanged when they had done so before. */
export function withdraw(application: Application): Application | WrongState {
  if (application.state === 'WITHDRAWN') return application;
  return OPEN.includes(application.state) ? moved(application, 'WITHDRAWN') : wrongState(application.state, ...OPEN);
}

/** Turned down by the company. An open offer stands in the way: what was offered is rescinded or answered first. */
export function turnDown(
  application: Application,
  { reasonCodes, feedback }: Pick<Application, 'reasonCodes' | 'feedback'>,
): Application | WrongState {
  if (application.state === 'NOT_SELECTED') return application;
  if (application.state !== 'SUBMITTED' && application.state !== 'SHORTLISTED') {
    return wrongState(application.state, 'SUBMITTED', 'SHORTLISTED');
  }
  return { ...moved(application, 'NOT_SELECTED'), reasonCodes, feedback };
}

/** An offer is made for it. */
export function offered(application: Application): Application | WrongState {
  if (application.state === 'SUBMITTED' || application.state === 'SHORTLISTED') return moved(application, 'OFFERED');
  return wrongState(application.state, 'SUBMITTED', 'SHORTLISTED');
}

/** What becomes of the application when its offer ends so. A rescinded one leaves it in the company's hands. */
export const afterOffer = (application: Application, offer: 'ACCEPTED' | 'DECLINED' | 'EXPIRED' | 'RESCINDED'): Application =>
  moved(application, ({ ACCEPTED: 'ACCEPTED', DECLINED: 'DECLINED', EXPIRED: 'LAPSED', RESCINDED: 'SHORTLISTED' } as const)[offer]);
