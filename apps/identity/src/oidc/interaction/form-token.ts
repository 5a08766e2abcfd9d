import { timingSafeEqual } from 'node:crypto';
import { Refusal } from '@crossing/subgraph';
import type { Sealing } from '../../sealing.ts';

/** Tells the forms that we wrote for one interaction from those that another site has written. */
export interface FormToken {
  of(uid: string): string;
  /** Throws FORBIDDEN for any other token, or when the browser says that another site sent the form. */
  check(uid: string, token: unknown, site: string | undefined): void;
}

const USE = 'interaction form';

export const formToken = (sealing: Sealing): FormToken => ({
  of: (uid) => sealing.marks(USE, uid)[0].toString('base64url'),
  check(uid, token, site) {
    const sent = Buffer.from(typeof token === 'string' ? token : '', 'base64url');
    const isOurs = sealing.marks(USE, uid).some((mark) => mark.length === sent.length && timingSafeEqual(mark, sent));
    if (!isOurs || (site !== undefined && site !== 'same-origin')) throw new Refusal('FORBIDDEN', 'This form was not sent from our page.');
  },
});
