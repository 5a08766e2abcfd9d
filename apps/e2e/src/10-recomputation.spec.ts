import { createHash } from 'node:crypto';
import { canonicalJson } from '@crossing/kernel';
import { eventually } from '@crossing/tool-journey/graph-client.ts';
import { profiles } from '@crossing/tool-journey/demo/profiles.ts';
import { actor, id, type Story } from '@crossing/tool-journey/story.ts';
import { openScene, uuidOf, type Scene } from './scene.ts';

interface Change {
  readonly kind: string;
  readonly code: string;
  readonly level: string;
}
interface Snapshot {
  readonly person: { readonly contributorId: string };
  readonly opportunity: object;
}
interface Decision {
  readonly decide: (snapshot: Snapshot) => { readonly outcome: string; readonly counterfactuals: readonly { readonly change: Change }[] };
  readonly applyChange: (snapshot: Snapshot, change: Change) => Snapshot;
  readonly changeLabel: (change: Change) => string;
  readonly snapshotFrom: (text: string) => Snapshot;
}

// Apps do not import apps; what is shown here is that the code and the stored row agree, so it is loaded, not linked.
async function decisionCode(): Promise<Decision> {
  const load = (file: string) => import(new URL(`../../matching/src/${file}`, import.meta.url).href) as Promise<object>;
  const files = ['eligibility/decide.ts', 'eligibility/counterfactuals.ts', 'eligibility/labels.ts', 'application/decision-record.ts'];
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

  const evidence = async () => {
    const [row] = await scene.sql<{ snapshot: string; decision: string; inputs_hash: string }>(
      `SELECT e.snapshot, e.decision, d.inputs_hash FROM matching.application a
       JOIN matching.eligibility_decision d USING (decision_id) JOIN matching.eligibility_evidence e USING (decision_id)
       WHERE a.application_id = $1`,
      [uuidOf(id(story, 'application'))],
    );
    return row!;
  };

  it('recomputes from its snapshot to the same bytes, under the hash that it carries', async () => {
    const { decide, snapshotFrom } = await decisionCode();
    const { snapshot, decision, inputs_hash } = await evidence();

    expect(canonicalJson(decide(snapshotFrom(snapshot)))).toBe(decision);
    expect(createHash('sha256').update(snapshot).digest('hex')).toBe(inputs_hash);
  });

  it('tells the truth about the one step: who takes it is eligible', async () => {
    const { decide, applyChange, changeLabel, snapshotFrom } = await decisionCode();
    const nova = actor(story, 'nova');
    const eligibility = async () => {
      const read = await nova.query<{ opportunity: { eligibility: { outcome: string; counterfactuals: { change: string }[] } } }>(
        'query ($id: ID!) { opportunity(id: $id) { eligibility { outcome counterfactuals { change } } } }',
        { id: id(story, 'nearMiss') },
      );
      return read.opportunity.eligibility;
    };
    const told = await eligibility();
    expect(told.outcome).toBe('NEAR_MISS');
    // The same person and the other opportunity, as they were when she applied.
    const [other] = await scene.sql<{ terms: object; revision: number }>(
      'SELECT terms, revision FROM matching.opportunity_view WHERE opportunity_id = $1',
      [uuidOf(id(story, 'nearMiss'))],
    );
    const snapshot = snapshotFrom((await evidence()).snapshot);
    const opportunity = {
      ...snapshot.opportunity,
      ...other!.terms,
      opportunityId: uuidOf(id(story, 'nearMiss')),
      revision: other!.revision,
    };
    const nearMiss = snapshotFrom(
      JSON.stringify({ ...snapshot, opportunity }, (_key, value: unknown) => (typeof value === 'bigint' ? String(value) : value)),
    );
    const changes = decide(nearMiss).counterfactuals.map(({ change }) => change);

    expect(changes.map(changeLabel)).toEqual(told.counterfactuals.map(({ change }) => change));
    expect(changes.map((change) => decide(applyChange(nearMiss, change)).outcome)).toEqual(['ELIGIBLE']);

    const [{ kind, code, level }] = changes as [Change];
    expect(kind).toBe('LANGUAGE');
    const { viewer } = await nova.query<{ viewer: { profile: { version: number } } }>('query { viewer { profile { version } } }');
    const step = { tag: code, native: false, listening: level, reading: level, speaking: level, writing: level };
    await nova.mutate('SaveProfile', {
      ...profiles.nova,
      languages: [...profiles.nova.languages, step],
      expectedVersion: viewer.profile.version,
    });
    await eventually('the step counts', eligibility, ({ outcome }) => outcome === 'ELIGIBLE');
  });
});
