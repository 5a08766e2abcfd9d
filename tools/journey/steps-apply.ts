import { eventually } from './graph-client.ts';
import { actor, expectEqual, id, type Story } from './story.ts';
import type { Step } from './journey.ts';

const DAY_MS = 86_400_000;

/** Steps 13–17: the newcomer sees why it fits, applies, is offered the work and accepts. */
export const applySteps: readonly Step[] = [
  { title: 'Nova sees what she qualifies for, and what she is one step away from', play: novaSeesMatches },
  { title: 'Nova applies', play: novaApplies },
  { title: 'Olga reads the applicant’s name, and no rate', play: olgaReadsApplicants },
  { title: 'Olga makes an offer; less than published is refused', play: olgaOffers },
  { title: 'Nova accepts the offer’s very terms', play: novaAccepts },
];

interface MatchNode {
  readonly score: number;
  readonly contributions: { readonly points: number }[];
  readonly opportunity: { readonly id: string };
  readonly eligibility: {
    readonly outcome: string;
    readonly clauses: { readonly met: boolean; readonly atoms: { readonly label: string }[] }[];
    readonly counterfactuals: { readonly change: string }[];
  };
}
interface Matches {
  readonly viewer: { readonly matches: { readonly __typename: string; readonly edges?: { readonly node: MatchNode }[] } };
}

async function novaSeesMatches(story: Story): Promise<void> {
  const minProfileVersion = Number(id(story, 'profileVersion'));
  const nodeOf = ({ viewer: { matches } }: Matches, name: string) =>
    matches.edges?.map(({ node }) => node).find(({ opportunity }) => opportunity.id === id(story, name));
  const seen = await eventually(
    'both opportunities among the matches',
    () => actor(story, 'nova').query<Matches>('Matches', { minProfileVersion }),
    (answer) => nodeOf(answer, 'opportunity') !== undefined && nodeOf(answer, 'nearMiss') !== undefined,
  );
  const [fits, oneStep] = [nodeOf(seen, 'opportunity')!, nodeOf(seen, 'nearMiss')!];
  expectEqual('the first', fits.eligibility.outcome, 'ELIGIBLE');
  expectEqual(
    'sum of the contributions',
    fits.contributions.reduce((sum, { points }) => sum + points, 0),
    fits.score,
  );
  expectEqual('the second', oneStep.eligibility.outcome, 'NEAR_MISS');
  expectEqual('the one change', oneStep.eligibility.counterfactuals.length, 1);
}

async function novaApplies(story: Story): Promise<void> {
  const applied = await actor(story, 'nova').mutate<{ application: { id: string; state: string } }>('ApplyToOpportunity', {
    opportunityId: id(story, 'opportunity'),
    revision: 1,
    note: `I listened to Swahili radio for years. ${story.mark}`,
    idempotencyKey: `apply-${story.mark}`,
  });
  expectEqual('state', applied.application.state, 'SUBMITTED');
  story.ids['application'] = applied.application.id;
}

interface Applicants {
  readonly opportunity: {
    readonly applications: {
      readonly edges: { readonly node: { readonly id: string; readonly contributor: { readonly displayName: string | null } } }[];
    };
  };
}

async function olgaReadsApplicants(story: Story): Promise<void> {
  const read = await eventually(
    'the applicant’s name',
    () => actor(story, 'olga').query<Applicants>('Applicants', { opportunityId: id(story, 'opportunity') }),
    ({ opportunity }) => opportunity.applications.edges[0]?.node.contributor.displayName === 'Nova Firstday',
  );
  if (JSON.stringify(read).includes('"900"')) throw new Error('the company sees the minimum rate');
}

async function olgaOffers(story: Story): Promise<void> {
  const olga = actor(story, 'olga');
  const offer = {
    applicationId: id(story, 'application'),
    pay: { amountMinor: '1800', currency: 'USD' },
    weeklyHoursCap: 10,
    startsOn: new Date().toISOString().slice(0, 10),
    validUntil: new Date(Date.now() + 2 * DAY_MS).toISOString(),
  };
  const low = { ...offer, pay: { amountMinor: '1500', currency: 'USD' } };
  await olga.mutate('MakeOffer', low, 'PayBelowPublished');
  const made = await olga.mutate<{ offer: { id: string; termsHash: string } }>('MakeOffer', {
    ...offer,
    idempotencyKey: `offer-${story.mark}`,
  });
  story.ids['offer'] = made.offer.id;
  story.ids['termsHash'] = made.offer.termsHash;
}

async function novaAccepts(story: Story): Promise<void> {
  const nova = actor(story, 'nova');
  await nova.mutate('AcceptOffer', { offerId: id(story, 'offer'), termsHash: '0'.repeat(64) }, 'TermsMismatch');
  const accepted = await nova.mutate<{ engagement: { id: string; state: string } }>('AcceptOffer', {
    offerId: id(story, 'offer'),
    termsHash: id(story, 'termsHash'),
  });
  expectEqual('state', accepted.engagement.state, 'ACTIVE');
  story.ids['engagement'] = accepted.engagement.id;
}
