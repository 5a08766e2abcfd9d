import type { PayPolicy } from './pay.ts';
import type { PublishedPay } from './revision.ts';

/** The network's pay policy, as data of an operator. */
export interface Policy {
  pay(): Promise<PayPolicy>;
  publishedPay(): Promise<PublishedPay>;
}
