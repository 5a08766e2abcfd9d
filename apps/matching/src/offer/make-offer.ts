import { OfferIssued } from '@crossing/contracts';
import type { Clock, NewId } from '@crossing/kernel';
import { once } from '@crossing/service';
import { notFound, requireCompanyRole, requirePerson, type Caller, type InvalidInput, type WrongState } from '@crossing/subgraph';
import { floorOf, type PayPolicy } from '@crossing/taxonomy';
import { offered, type Application } from '../application/application.ts';
import { moveApplication } from '../application/move-application.ts';
import { opportunityNotOpen, type OpportunityNotOpen } from '../opportunity/opportunity-not-open.ts';
import { isVerified } from '../read-models/company-view.ts';
import { frozenPerson, isFrozen } from '../read-models/contributor-view.ts';
import { takesOffers, type OpportunityView } from '../read-models/opportunity-view.ts';
import { seatsLeft } from '../read-models/seats.ts';
import type { Transact, Tx } from '../unit-of-work.ts';
import { OFFER_EXPIRES } from './move-offer.ts';
import { noSeatLeft, type NoSeatLeft } from './no-seat-left.ts';
import { offerInput, payProblem, type OfferInput, type PayBelowPublished } from './offer-input.ts';
import { termsHashOf, type Offer, type OfferTerms } from './offer.ts';

interface Deps {
  readonly transact: Transact;
  readonly clock: Clock;
  readonly newId: NewId;
  readonly payPolicy: PayPolicy;
}

interface Request extends OfferInput {
  readonly applicationId: string;
  readonly idempotencyKey: string | null;
}

export interface MakeOfferSuccess {
  readonly kind: 'MakeOfferSuccess';
  readonly offer: Offer;
}

export type MakeOfferResult = MakeOfferSuccess | PayBelowPublished | NoSeatLeft | OpportunityNotOpen | InvalidInput | WrongState;

/** Offers work to an applicant on terms that are frozen from then on. The company must be verified at this moment (M5). */
export const makeOffer =
  ({ transact, clock, newId, payPolicy }: Deps) =>
  (caller: Caller, request: Request): Promise<MakeOfferResult> => {
    const { subject } = requirePerson(caller);
    const { idempotencyKey, ...body } = request;
    return transact(caller, (tx) =>
      once<MakeOfferResult>(
        tx,
        { subject, mutation: 'makeOffer', key: idempotencyKey, body },
        {
          effect: async () => {
            const application = await tx.applications.lock(request.applicationId);
            if (!application) throw notFound('application');
            requireCompanyRole(caller, application.companyId, 'RECRUITER');
            return offerTo(tx, application, request, { now: clock(), newId, payPolicy });
          },
          remember: (result) => (result.kind === 'MakeOfferSuccess' ? { kind: result.kind, ids: { offerId: result.offer.offerId } } : null),
          replay: async ({ ids }) => {
            const offer = await tx.offers.find(ids['offerId']!);
            if (!offer) throw notFound('offer');
            return { kind: 'MakeOfferSuccess', offer };
          },
        },
      ),
    );
  };

async function offerTo(
  tx: Tx,
  application: Application,
  input: OfferInput,
  { now, newId, payPolicy }: { now: Date } & Pick<Deps, 'newId' | 'payPolicy'>,
): Promise<MakeOfferResult> {
  const next = offered(application);
  if ('kind' in next) return next;
  const contributor = await tx.contributorViews.find(application.contributorId);
  if (!contributor || isFrozen(contributor)) return frozenPerson;
  const opportunity = await tx.opportunityViews.find(application.opportunityId);
  const company = await tx.companyViews.find(application.companyId);
  if (!opportunity || !takesOffers(opportunity)) return opportunityNotOpen('The opportunity takes no offers now.');
  if (!isVerified(company, now)) return opportunityNotOpen('The company is not verified now.');
  const floor = floorOf(payPolicy, contributor.profile.countryOfResidence);
  const problem =
    offerInput(input, opportunity, now) ?? payProblem(input.pay, opportunity, { floor, exchangeRates: payPolicy.exchangeRates });
  if (problem) return problem;
  const [seats] = await tx.seats.findMany([opportunity.opportunityId]);
  if (!seats || seatsLeft(seats) < 1) return noSeatLeft;
  const offer = issued(application, termsOf(input, opportunity), { offerId: newId(), validUntil: input.validUntil, now });
  await moveApplication(tx, application, next, now);
  await issue(tx, offer);
  return { kind: 'MakeOfferSuccess', offer };
}

const termsOf = (
  { pay, weeklyHoursCap, startsOn, endsOn }: OfferInput,
  { opportunityId, revision, title, terms }: OpportunityView,
): OfferTerms => {
  const { workType, domain, complexityTier: tier, payModel, estimatedMinutesPerUnit, noticeDays, paymentTermsDays } = terms;
  return {
    ...{ opportunityId, revision, title, workType, domain, tier, payModel, pay, estimatedMinutesPerUnit },
    ...{ weeklyHoursCap, startsOn, endsOn, noticeDays, paymentTermsDays },
  };
};

const issued = (
  { applicationId, contributorId, companyId }: Application,
  terms: OfferTerms,
  { offerId, validUntil, now }: { offerId: string; validUntil: Date; now: Date },
): Offer => ({
  ...{ offerId, applicationId, contributorId, companyId, ...terms, termsHash: termsHashOf(terms) },
  ...{ state: 'ISSUED', validUntil, rescindReason: null, issuedAt: now, version: 1 },
});

async function issue(tx: Tx, offer: Offer): Promise<void> {
  const { offerId, applicationId, opportunityId, companyId, contributorId, revision, termsHash, validUntil, issuedAt } = offer;
  await tx.offers.add(offer);
  await tx.deadlines.set(OFFER_EXPIRES, offerId, validUntil);
  tx.emit(OfferIssued, offerId, {
    ...{ offerId, applicationId, opportunityId, companyId, contributorId, revision, termsHash },
    ...{ validUntil: validUntil.toISOString(), issuedAt: issuedAt.toISOString() },
  });
  await tx.audit.record({ action: 'offer.issued', aggregate: 'offer', aggregateId: offerId, version: 1, detail: { termsHash } });
}
