import { steps } from '@crossing/tool-journey/journey.ts';
import { eventually } from '@crossing/tool-journey/graph-client.ts';
import { id } from '@crossing/tool-journey/story.ts';
import { openScene, uuidOf, type Scene } from './scene.ts';

describe('the journey', () => {
  let scene: Scene;
  beforeAll(async () => void (scene = await openScene()));
  afterAll(() => scene.end());

  it('comes from joining to a track record in 22 steps and less than 20 seconds', async () => {
    const { played, story } = await scene.play();

    expect(played.map(({ step }) => step)).toEqual(Array.from({ length: 22 }, (_, n) => n + 1));
    expect(steps).toHaveLength(22);
    expect(played.reduce((sum, { ms }) => sum + ms, 0)).toBeLessThan(20_000);
    // What only events bring, and no step waits for: who founded the company, and what it owes the network.
    const brought = () =>
      scene.sql(
        `SELECT c.registered_by = m.subject_ref AS by_founder, l.kind, l.payer_type, l.engagement_id
         FROM company_verification.company c JOIN identity.company_membership m USING (company_id)
         LEFT JOIN company_verification.ledger_entry l USING (company_id) WHERE company_id = $1`,
        [uuidOf(id(story, 'company'))],
      );
    const fee = { kind: 'PLACEMENT_FEE', payer_type: 'COMPANY', engagement_id: uuidOf(id(story, 'engagement')) };
    await eventually('the founder and the fee', brought, ([row]) => row!['by_founder'] === true && row!['kind'] !== null);
    expect(await brought()).toEqual([{ by_founder: true, ...fee }]);
  });
});
