import { randomUUID } from 'node:crypto';
import type { OpportunityState } from '@crossing/contracts';
import { DAY, MINUTE } from '@crossing/kernel';
import type { Person } from '@crossing/subgraph';
import { aPerson } from '@crossing/testkit';
import type { makeOffer } from './offer/make-offer.ts';
import type { submitWork } from './work/submit-work.ts';
import { aMember, expectKind, openMatching, terms } from './spec-matching.ts';

type OfferRequest = Parameters<ReturnType<typeof makeOffer>>[1];
type WorkRequest = Parameters<ReturnType<typeof submitWork>>[1];

/** Matching with what people do in it: each act answers what it made, or throws. */
export async function openScene(...config: Parameters<typeof openMatching>) {
  const matching = await openMatching(...config);
  const { time } = matching;

  /** Olga's verified company and its published opportunity. */
  async function anOpportunity(given: Partial<OpportunityState['terms']> = {}) {
    const [companyId, opportunityId] = [randomUUID(), randomUUID()];
    await matching.companyArrives({ companyId });
    await matching.opportunityArrives({ companyId, opportunityId, terms: { ...terms, ...given } });
    return { companyId, opportunityId, olga: aMember(companyId) };
  }
  async function aContributor(): Promise<Person> {
    const nova = aPerson();
    await matching.profileArrives({ contributorId: nova.subject });
    return nova;
  }
  const application = async (nova: Person, opportunityId: string) => {
    const request = { opportunityId, revision: 1, note: null, idempotencyKey: null };
    return expectKind(await matching.applyToOpportunity(nova, request), 'ApplyToOpportunitySuccess').application;
  };
  const offerRequest = (applicationId: string, given: Partial<OfferRequest> = {}): OfferRequest => ({
    applicationId,
    pay: { amountMinor: 1500n, currency: 'USD' },
    weeklyHoursCap: 10,
    startsOn: '2026-03-02',
    endsOn: null,
    validUntil: new Date(time.clock().getTime() + 7 * DAY),
    idempotencyKey: null,
    ...given,
  });
  const offer = async (olga: Person, applicationId: string, given: Partial<OfferRequest> = {}) =>
    expectKind(await matching.makeOffer(olga, offerRequest(applicationId, given)), 'MakeOfferSuccess').offer;

  /** Nova with an open offer of Olga's. */
  async function offered({ work = {}, given = {} }: { work?: Partial<OpportunityState['terms']>; given?: Partial<OfferRequest> } = {}) {
    const scene = await anOpportunity(work);
    const nova = await aContributor();
    const applied = await application(nova, scene.opportunityId);
    const open = await offer(scene.olga, applied.applicationId, given);
    return { ...scene, nova, applicationId: applied.applicationId, offer: open, offerId: open.offerId };
  }
  /** Nova at work for Olga. */
  async function engaged(how: Parameters<typeof offered>[0] = {}) {
    const scene = await offered(how);
    const accepted = await matching.acceptOffer(scene.nova, { offerId: scene.offerId, termsHash: scene.offer.termsHash });
    const { engagement } = expectKind(accepted, 'AcceptOfferSuccess');
    return { ...scene, engagement, engagementId: engagement.engagementId };
  }
  /** Ninety minutes that have just ended. */
  const workRequest = (engagementId: string, given: Partial<WorkRequest> = {}): WorkRequest => ({
    engagementId,
    kind: 'TIME',
    quantity: 90,
    from: new Date(time.clock().getTime() - 90 * MINUTE),
    to: time.clock(),
    note: null,
    idempotencyKey: null,
    ...given,
  });
  const work = async (nova: Person, engagementId: string, given: Partial<WorkRequest> = {}) =>
    expectKind(await matching.submitWork(nova, workRequest(engagementId, given)), 'SubmitWorkSuccess').workRecord;

  return { ...matching, anOpportunity, aContributor, application, offerRequest, offer, offered, engaged, workRequest, work };
}

export type Scene = Awaited<ReturnType<typeof openScene>>;
