import type { TooManyAttempts } from '../session/throttle.ts';

/** Bounds the mails that companies have us send. */
export interface InvitationQuota {
  /** Counts one mail of the company to the address; what to answer when that is one too many, or null. */
  take(companyId: string, email: string): Promise<TooManyAttempts | null>;
}
