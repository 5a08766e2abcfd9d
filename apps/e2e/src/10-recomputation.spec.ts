import { createHash } from 'node:crypto';
import { canonicalJson } from '@crossing/kernel';
import { eventually } from '@crossing/tool-journey/graph-client.ts';
import { profiles } from '@crossing/tool-journey/demo/profiles.ts';
import { actor, id, type Story } from '@crossing/tool-journey/story.ts';
import { openScene, uuidOf, type Scene } from './scene.ts';

interface Decision {
  readonly decide: (snapshot: unknown) => { readonly outcome: string; readonly counterfactuals: readonly { readonly change: unknown }[] };
  readonly applyChange: (snapshot: unknown, change: unknown) => unknown;
  readonly snapshotFrom: (text: string) => unknown;
}

// Apps do not import apps; what is shown here is that the code and the stored row agree, so it is loaded, not linked.
async function decisionCode(): Promise<Decision> {
  const load = (file: string) => import(new URL(`../../matching/src/${file}`, import.meta.url).href) as Promise<object>;
  const files = ['eligibility/decide.ts', 'eligibility/counterfactuals.ts', 'application/decision-record.ts'];
  return Object.assign({}, ...(await Promise.all(files.map(load)))) as Decision;
}

describe('a decision that somebody relied on', () => {
  let scene: Scene;
  let story: Story;
  beforeAll(async () => {
    scene = await openScene();
    ({ story } = await scene.play(14));
  });
  afterAll(() => scene.end());

  it('recomputes from its snapshot to the same bytes, under the hash that it carries', async () => {
    const { decide, snapshotFrom } = await decisionCode();
    const [row] = await scene.sql<{ snapshot: string; decision: string; inputs_hash: string }>(
      `SELECT e.snapshot, e.decision, d.inputs_hash FROM matching.application a
       JOIN matching.eligibility_decision d USING (decision_id) JOIN matching.eligibility_evidence e USING (decision_id)
       WHERE a.application_id = $1`,
      [uuidOf(id(story, 'application'))],
    );

    expect(canonicalJson(decide(snapshotFrom(row!.snapshot)))).toBe(row!.decision);
    expect(createHash('sha256').update(row!.snapshot).digest('hex')).toBe(row!.inputs_hash);
  });

  it('tells the truth about the one step: who takes it is eligible', async () => {
    const nova = actor(story, 'nova');
    const outcome = async () => {
      const read = await nova.query<{ opportunity: { eligibility: { outcome: string } } }>(
        'query ($id: ID!) { opportunity(id: $id) { eligibility { outcome counterfactuals { change } } } }',
        { id: id(story, 'nearMiss') },
      );
      return read.opportunity.eligibility.outcome;
    };
    expect(await outcome()).toBe('NEAR_MISS');

    const { viewer } = await nova.query<{ viewer: { profile: { version: number } } }>('query { viewer { profile { version } } }');

    const c1 = { listening: 'C1', reading: 'C1', speaking: 'C1', writing: 'C1' };
    await nova.mutate('SaveProfile', {
      ...profiles.nova,
      languages: [...profiles.nova.languages, { tag: 'hi', native: false, ...c1 }],
      expectedVersion: viewer.profile.version,
    });

    expect(await eventually('the step counts', outcome, (now) => now === 'ELIGIBLE')).toBe('ELIGIBLE');
  });
});
