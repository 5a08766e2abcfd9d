import { opportunities } from '@crossing/tool-journey/demo/opportunities.ts';
import { DEMO_PASSWORD } from '@crossing/tool-journey/demo/people.ts';
import { profiles } from '@crossing/tool-journey/demo/profiles.ts';
import { join, type Actor } from '@crossing/tool-journey/actor.ts';
import { eventually } from '@crossing/tool-journey/graph-client.ts';
import { admitProfile, publishOpportunity, submitOpportunity, submitProfile } from '@crossing/tool-journey/stories.ts';
import { storyDays } from '@crossing/tool-journey/steps-publish.ts';
import { actor, id, type Story } from '@crossing/tool-journey/story.ts';
import { openScene, uuidOf, type Scene } from './scene.ts';

interface Offered {
  readonly contributor: Actor;
  readonly applicationId: string;
  readonly offerId: string;
  readonly termsHash: string;
}

const PEOPLE = 5;
const WITHDRAW = `mutation ($input: WithdrawApplicationInput!) { withdrawApplication(input: $input) { __typename } }`;
const PROCLAIMED =
  'query { viewer { matches(first: 50) { __typename ... on MatchConnection { edges { node { opportunity { id } } } } } } }';

describe('the last seat', () => {
  let scene: Scene;
  let story: Story;
  let opportunityId: string;
  let offered: Offered[];
  beforeAll(async () => {
    scene = await openScene();
    ({ story } = await scene.play(12));
    const terms = { ...opportunities[0]!.terms(storyDays()), seats: 1, title: 'One seat' };
    opportunityId = await submitOpportunity(actor(story, 'olga'), id(story, 'company'), terms);
    await publishOpportunity(actor(story, 'olga'), [actor(story, 'rita'), actor(story, 'ruben')], opportunityId);
    offered = await Promise.all(Array.from({ length: PEOPLE }, (_, n) => becomeOffered(`person-${n}@seat.example`)));
  });
  afterAll(() => scene.end());

  async function becomeOffered(email: string): Promise<Offered> {
    const contributor = await join(scene.client, { name: email, email }, DEMO_PASSWORD);
    await admitProfile(actor(story, 'rita'), await submitProfile(contributor, profiles.juma));
    await eventually(
      'a match',
      () => contributor.query<unknown>(PROCLAIMED),
      (seen) => JSON.stringify(seen).includes(opportunityId),
    );
    const applied = await contributor.mutate<{ application: { id: string } }>('ApplyToOpportunity', { opportunityId, revision: 1 });
    const made = await actor(story, 'olga').mutate<{ offer: { id: string; termsHash: string } }>('MakeOffer', {
      applicationId: applied.application.id,
      pay: { amountMinor: '1800', currency: 'USD' },
      weeklyHoursCap: 10,
      startsOn: new Date().toISOString().slice(0, 10),
      validUntil: new Date(Date.now() + 86_400_000).toISOString(),
    });
    return { contributor, applicationId: applied.application.id, offerId: made.offer.id, termsHash: made.offer.termsHash };
  }

  it('goes to one of five, 20 acceptances at once, while two of them withdraw', async () => {
    const accepting = Array.from({ length: 20 }, (_, n) => offered[n % PEOPLE]!).map(({ contributor, offerId, termsHash }) =>
      contributor.attempt<{ engagement?: { id: string } }>('AcceptOffer', { offerId, termsHash }),
    );
    const leaving = [0, PEOPLE - 1];
    const withdraw = ({ contributor, applicationId }: Offered) => contributor.attempt(WITHDRAW, { applicationId });
    const [accepted, withdrawn] = await Promise.all([Promise.all(accepting), Promise.all(leaving.map((n) => withdraw(offered[n]!)))]);

    const engagements = new Set(accepted.flatMap(({ engagement }) => engagement?.id ?? []));
    expect(engagements.size).toBe(1);
    const [seat] = await scene.sql<{ seats: number; taken: number }>(
      'SELECT seats, taken FROM matching.seat_allocation WHERE opportunity_id = $1',
      [uuidOf(opportunityId)],
    );
    expect(seat).toEqual({ seats: 1, taken: 1 });
    const rows = await scene.sql('SELECT 1 FROM matching.engagement WHERE opportunity_id = $1', [uuidOf(opportunityId)]);
    expect(rows).toHaveLength(1);
    const engaged = accepted.findIndex(({ engagement }) => engagement) % PEOPLE;
    expect(withdrawn.map(({ __typename }) => __typename)).toEqual(
      leaving.map((n) => (n === engaged ? 'WrongState' : 'WithdrawApplicationSuccess')),
    );
    expect((await withdraw(offered[engaged]!)).__typename).toBe('WrongState');
  });
});
