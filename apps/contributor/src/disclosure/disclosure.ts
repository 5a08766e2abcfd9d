import { DAY } from '@crossing/kernel';

/** Why a company may see a person by name, and until when; null is without end. One an application or engagement (decisions D6). */
export interface Disclosure {
  /** The application or engagement. */
  readonly sourceId: string;
  readonly companyId: string;
  readonly contributorId: string;
  readonly until: Date | null;
}

export interface Disclosures {
  put(disclosure: Disclosure): Promise<void>;
  /** Leaves one that is there as it is. */
  addIfNone(disclosure: Disclosure): Promise<void>;
}

/** How long a company may still look somebody up after it is over. */
const AFTERWARDS = 180 * DAY;

export const afterTheEnd = (end: Date): Date => new Date(end.getTime() + AFTERWARDS);

const OVER = ['DECLINED', 'NOT_SELECTED', 'WITHDRAWN', 'LAPSED', 'ACCEPTED'];

/** Whether nothing more comes of an application: what follows an accepted one is the engagement. */
export const isOver = (applicationState: string): boolean => OVER.includes(applicationState);
