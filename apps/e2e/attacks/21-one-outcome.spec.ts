import type { Actor } from '@crossing/tool-journey/actor.ts';
import { opportunities } from '@crossing/tool-journey/demo/opportunities.ts';
import { profiles } from '@crossing/tool-journey/demo/profiles.ts';
import { eventually } from '@crossing/tool-journey/graph-client.ts';
import { admitProfile, publishOpportunity, submitOpportunity, submitProfile } from '@crossing/tool-journey/stories.ts';
import { storyDays } from '@crossing/tool-journey/steps-publish.ts';
import { actor, id } from '@crossing/tool-journey/story.ts';
import { uuidOf } from '../src/scene.ts';
import { mutation, newcomer, stage } from './stage.ts';

const SEEN = 'query { viewer { matches(first: 50) { __typename ... on MatchConnection { edges { node { opportunity { id } } } } } } }';
const AT_ONCE = 20;

interface Offered {
  readonly who: Actor;
  readonly applicationId: string;
  readonly offerId: string;
  readonly termsHash: string;
}

describe('accept, decline, withdraw and rescind, 20 at once on the last seat: one outcome each, one event, capacity kept', () => {
  const set = stage();
  const { story } = set;
  const olga = actor(story, 'olga');

  async function becomeOffered(opportunityId: string, name: string): Promise<Offered> {
    const who = await newcomer(set, name);
    await admitProfile(actor(story, 'rita'), await submitProfile(who, profiles.juma));
    await eventually(
      'a match',
      () => who.query<unknown>(SEEN),
      (seen) => JSON.stringify(seen).includes(opportunityId),
      20_000,
    );
    const { application } = await who.mutate<{ application: { id: string } }>('ApplyToOpportunity', { opportunityId, revision: 1 });
    const { offer } = await olga.mutate<{ offer: { id: string; termsHash: string } }>('MakeOffer', {
      applicationId: application.id,
      pay: { amountMinor: '1800', currency: 'USD' },
      weeklyHoursCap: 10,
      startsOn: new Date().toISOString().slice(0, 10),
      validUntil: new Date(Date.now() + 86_400_000).toISOString(),
    });
    return { who, applicationId: application.id, offerId: offer.id, termsHash: offer.termsHash };
  }

  it('of two offers', async () => {
    const terms = { ...opportunities[0]!.terms(storyDays()), seats: 1, title: 'The one seat' };
    const opportunityId = await submitOpportunity(olga, id(story, 'company'), terms);
    await publishOpportunity(olga, [actor(story, 'rita'), actor(story, 'ruben')], opportunityId);
    const offered = [await becomeOffered(opportunityId, 'Ada Atonce'), await becomeOffered(opportunityId, 'Ben Besides')];

    await Promise.all(
      Array.from({ length: AT_ONCE }, (_, n) => {
        const { who, offerId, applicationId, termsHash } = offered[n % 2]!;
        const attacks = [
          () => who.raw('AcceptOffer', { input: { offerId, termsHash } }),
          () => who.raw(mutation('declineOffer'), { input: { offerId } }),
          () => who.raw(mutation('withdrawApplication'), { input: { applicationId } }),
          () => olga.raw(mutation('rescindOffer'), { input: { offerId, reason: 'The budget of this quarter is gone.' } }),
          () => who.raw('AcceptOffer', { input: { offerId, termsHash } }),
        ];
        return attacks[Math.floor(n / 2) % attacks.length]!();
      }),
    );
    await set.settled();

    const [seat] = await set.sql<{ taken: number }>('SELECT taken FROM matching.seat_allocation WHERE opportunity_id = $1', [
      uuidOf(opportunityId),
    ]);
    const engagements = await set.sql('SELECT 1 FROM matching.engagement WHERE opportunity_id = $1', [uuidOf(opportunityId)]);
    expect([0, 1]).toContain(seat!.taken);
    expect(engagements).toHaveLength(seat!.taken);
    for (const { offerId } of offered) {
      const [offer] = await set.sql<{ state: string }>('SELECT state FROM matching.offer WHERE offer_id = $1', [uuidOf(offerId)]);
      const outcomes = await set.sql(
        `SELECT headers->>'ce_type' AS type FROM bus.log
         WHERE convert_from(value, 'UTF8') LIKE '%' || $1 || '%' AND headers->>'ce_type' ~ '[.]offer[.](accepted|declined|rescinded|expired)'`,
        [uuidOf(offerId)],
      );
      expect(offer!.state).toMatch(/ACCEPTED|DECLINED|RESCINDED/);
      expect(outcomes).toHaveLength(1);
    }
  });
});
