import type { Clock } from '@crossing/kernel';
import { notFound, requirePerson, type Caller, type WrongState } from '@crossing/subgraph';
import { moveOffer } from '../offer/move-offer.ts';
import { atTime, conclude } from '../offer/offer.ts';
import type { Transact, Tx } from '../unit-of-work.ts';
import { withdraw, type Application } from './application.ts';
import { moveApplication } from './move-application.ts';

interface Deps {
  readonly transact: Transact;
  readonly clock: Clock;
}

interface Request {
  readonly applicationId: string;
}

export interface WithdrawApplicationSuccess {
  readonly kind: 'WithdrawApplicationSuccess';
  readonly application: Application;
}

export type WithdrawApplicationResult = WithdrawApplicationSuccess | WrongState;

/** Takes back the caller's own application, and declines an open offer with it. */
export const withdrawApplication =
  ({ transact, clock }: Deps) =>
  (caller: Caller, { applicationId }: Request): Promise<WithdrawApplicationResult> => {
    const { subject } = requirePerson(caller);
    return transact(caller, async (tx) => {
      const application = await tx.applications.lock(applicationId);
      if (application?.contributorId !== subject) throw notFound('application');
      const decision = withdraw(application);
      if ('kind' in decision) return decision;
      if (decision !== application) {
        if (application.state === 'OFFERED') await declineOpenOffer(tx, applicationId, clock());
        await moveApplication(tx, application, decision, clock());
      }
      return { kind: 'WithdrawApplicationSuccess', application: decision };
    });
  };

// An offer whose time has passed is left to its deadline, which holds the deadline's lock and waits for ours.
async function declineOpenOffer(tx: Tx, applicationId: string, now: Date): Promise<void> {
  const offer = await tx.offers.lockOpenOf(applicationId);
  if (!offer || atTime(offer, now).state !== 'ISSUED') return;
  const declined = conclude(offer, 'DECLINED', now);
  if (!('kind' in declined)) await moveOffer(tx, offer, declined, now);
}
