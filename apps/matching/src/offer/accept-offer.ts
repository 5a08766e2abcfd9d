import type { Clock, NewId } from '@crossing/kernel';
import { notFound, requirePerson, wrongState, type Caller, type WrongState } from '@crossing/subgraph';
import { afterOffer } from '../application/application.ts';
import { moveApplication } from '../application/move-application.ts';
import { engagementOf, type Engagement } from '../engagement/engagement.ts';
import { openEngagement } from '../engagement/open-engagement.ts';
import { isVerified } from '../read-models/company-view.ts';
import { frozenPerson, isFrozen } from '../read-models/contributor-view.ts';
import type { Transact, Tx } from '../unit-of-work.ts';
import { moveOffer } from './move-offer.ts';
import { noSeatLeft, type NoSeatLeft } from './no-seat-left.ts';
import { conclude, type Offer } from './offer.ts';

interface Deps {
  readonly transact: Transact;
  readonly clock: Clock;
  readonly newId: NewId;
}

interface Request {
  readonly offerId: string;
  readonly termsHash: string;
}

export interface AcceptOfferSuccess {
  readonly kind: 'AcceptOfferSuccess';
  readonly engagement: Engagement;
}
interface TermsMismatch {
  readonly kind: 'TermsMismatch';
  readonly message: string;
  readonly termsHash: string;
}
interface HoursExceeded {
  readonly kind: 'HoursExceeded';
  readonly message: string;
  readonly availableHours: number;
}

export type AcceptOfferResult = AcceptOfferSuccess | TermsMismatch | NoSeatLeft | HoursExceeded | WrongState;

/**
 * Accepts the terms that the caller read: takes a seat (M1) and promises the hours (M2).
 * Order of locks, here and wherever two of them are taken: application, offer, the person's work preferences, seats. The
 * seat comes last because everybody waits for it; the preferences stand for all promises of one person.
 */
export const acceptOffer =
  ({ transact, clock, newId }: Deps) =>
  (caller: Caller, { offerId, termsHash }: Request): Promise<AcceptOfferResult> => {
    const { subject } = requirePerson(caller);
    return transact(caller, async (tx) => {
      const known = await tx.offers.find(offerId);
      if (known?.contributorId !== subject) throw notFound('offer');
      if (known.termsHash !== termsHash) return termsMismatch(known.termsHash);
      const application = (await tx.applications.lock(known.applicationId))!;
      const offer = (await tx.offers.lock(offerId))!;
      if (offer.state === 'ACCEPTED') {
        const [engagement] = await tx.engagements.ofOffers([offerId]);
        return { kind: 'AcceptOfferSuccess', engagement: engagement! };
      }
      const accepted = conclude(offer, 'ACCEPTED', clock());
      if ('kind' in accepted) return accepted;
      const obstacle = (await heldBack(tx, offer, clock())) ?? (await hoursExceeded(tx, offer));
      if (obstacle) return obstacle;
      if (!(await tx.seats.take(offer.opportunityId))) return noSeatLeft;
      const engagement = engagementOf(offer, newId(), clock());
      await moveApplication(tx, application, afterOffer(application, 'ACCEPTED'), clock());
      await moveOffer(tx, offer, accepted, clock(), engagement.engagementId);
      await openEngagement(tx, engagement, offer);
      return { kind: 'AcceptOfferSuccess', engagement };
    });
  };

/** Offers are frozen while the opportunity is held, the company is not verified (M5), or the person may not work. */
async function heldBack(tx: Tx, { opportunityId, companyId, contributorId }: Offer, now: Date): Promise<WrongState | null> {
  const contributor = await tx.contributorViews.find(contributorId);
  if (!contributor || isFrozen(contributor)) return frozenPerson;
  const opportunity = await tx.opportunityViews.find(opportunityId);
  const publication = opportunity?.publication ?? 'WITHDRAWN';
  if (publication === 'HELD' || publication === 'WITHDRAWN') return wrongState(publication, 'free of any hold');
  const company = await tx.companyViews.find(companyId);
  return isVerified(company, now) ? null : wrongState('HELD', 'offered by a verified company');
}

async function hoursExceeded(tx: Tx, { contributorId, weeklyHoursCap }: Offer): Promise<HoursExceeded | null> {
  const preferences = await tx.workPreferences.lock(contributorId);
  if (!preferences) return null;
  const availableHours = Math.max(0, preferences.hoursPerWeek.max - (await tx.engagements.promisedHours(contributorId)));
  if (weeklyHoursCap <= availableHours) return null;
  const message = `You have ${availableHours} hours a week left under your own limit, and this offer is for up to ${weeklyHoursCap}; raise the limit first.`;
  return { kind: 'HoursExceeded', message, availableHours };
}

const termsMismatch = (termsHash: string): TermsMismatch => ({
  kind: 'TermsMismatch',
  message: 'These are not the terms of the offer; read them again.',
  termsHash,
});
