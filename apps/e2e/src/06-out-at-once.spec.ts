import { spawn } from 'node:child_process';
import path from 'node:path';
import { join, trySignIn, type Actor } from '@crossing/tool-journey/actor.ts';
import type { GraphError } from '@crossing/tool-journey/graph-client.ts';
import { storyDays } from '@crossing/tool-journey/steps-publish.ts';
import { actor, id, type Story } from '@crossing/tool-journey/story.ts';
import { opportunities } from '@crossing/tool-journey/demo/opportunities.ts';
import { DEMO_PASSWORD } from '@crossing/tool-journey/demo/people.ts';
import { NOT_REFUSED, openScene, uuidOf, type Scene } from './scene.ts';

const OPERATOR = path.join(import.meta.dirname, '../../identity/src/operator.ts');
const second = () => new Promise((resolve) => setTimeout(resolve, 1_000));
const stillVerifies = ({ token }: Actor): boolean =>
  (JSON.parse(Buffer.from(token.split('.')[1]!, 'base64url').toString()) as { exp: number }).exp * 1_000 > Date.now();
const codesOf = ({ errors }: { readonly errors: readonly GraphError[] }) => errors.map(({ extensions }) => extensions?.code);

describe('who is out', () => {
  let scene: Scene;
  let story: Story;
  beforeAll(async () => {
    scene = await openScene();
    ({ story } = await scene.play(12));
  });
  afterAll(() => scene.end());

  /** Runs the operator's command and answers when it has committed, while the gateway remembers these people from a moment before. */
  async function operator(args: readonly string[], remembered: readonly Actor[]): Promise<void> {
    const audited = async () =>
      (await scene.sql<{ n: bigint }>(`SELECT count(*) AS n FROM identity.audit_entry WHERE ${NOT_REFUSED}`))[0]!.n;
    const before = await audited();
    const command = spawn(process.execPath, [OPERATOR, ...args], { env: scene.operatorEnv, stdio: 'inherit' });
    while ((await audited()) === before) {
      if (command.exitCode !== null) throw new Error(`The operator's command ended with ${command.exitCode} and changed nothing.`);
      await Promise.all(remembered.map((reader) => reader.raw('query { viewer { id } }')));
    }
  }

  /** The same person on another device: what the gateway remembers of a session is not touched by the other one. */
  const elsewhere = async (person: Actor): Promise<Actor> => (await trySignIn(scene.client, person, DEMO_PASSWORD))!;

  it('because suspended, changes nothing from that moment and reads nothing after a second, with a token that still verifies', async () => {
    const nova = actor(story, 'nova');
    const reading = await elsewhere(nova);

    await operator(['status', nova.email, 'SUSPENDED'], [nova, reading]);

    expect(codesOf(await nova.raw('SetWorkPreferences', { input: { hoursPerWeek: { min: 1, max: 2 } } }))).toEqual(['UNAUTHENTICATED']);
    await second();
    expect(codesOf(await reading.raw('query { viewer { email } }'))).toEqual(['UNAUTHENTICATED']);
    expect([nova, reading].every(stillVerifies)).toBe(true);
    const kept = await scene.sql<{ hours_max: number }>('SELECT hours_max FROM matching.work_preferences');
    expect(kept).toEqual([{ hours_max: 20 }]);
  });

  it('because removed from a company, has no access to it any more', async () => {
    const sam = await join(scene.client, { name: 'Sam Second', email: `sam.${story.mark}@journey.example` }, DEMO_PASSWORD);
    const companyId = id(story, 'company');
    await scene.sql(
      `INSERT INTO identity.company_membership (company_id, subject_ref, role, since)
       SELECT $1, subject_ref, 'RECRUITER', created_at FROM identity.account WHERE email = $2`,
      [uuidOf(companyId), sam.email],
    );
    const reading = await elsewhere(sam);
    const draft = () =>
      sam.raw<{ draftOpportunity: { __typename: string } | null }>('DraftOpportunity', {
        input: { companyId, terms: opportunities[0]!.terms(storyDays()) },
      });
    const company = () =>
      reading.query<{ company: { version: number | null } }>('query ($id: ID!) { company(id: $id) { version } }', { id: companyId });
    await second();
    expect((await draft()).data?.draftOpportunity?.__typename).toBe('DraftOpportunitySuccess');
    expect((await company()).company.version).not.toBeNull();

    await operator(['remove', sam.email, uuidOf(companyId)], [sam, reading]);

    expect(codesOf(await draft())).toEqual(['NOT_FOUND']);
    await second();
    expect((await company()).company.version).toBeNull();
    expect([sam, reading].every(stillVerifies)).toBe(true);
  });
});
