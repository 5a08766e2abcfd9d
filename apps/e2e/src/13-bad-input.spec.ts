import { readFileSync } from 'node:fs';
import { Supergraph } from '@apollo/federation-internals';
import { anonymous, type Actor } from '@crossing/tool-journey/actor.ts';
import { actor, type Story } from '@crossing/tool-journey/story.ts';
import fc from 'fast-check';
import { attacksOn, type Attack } from './hostile-input.ts';
import { openScene, type Scene } from './scene.ts';

const supergraph = readFileSync(new URL('../../../infra/supergraph.graphql', import.meta.url), 'utf8').replace(/, for: SECURITY\)/g, ')');
const schema = Supergraph.build(supergraph).apiSchema().toGraphQLJSSchema();
const MUTATIONS = Object.keys(schema.getMutationType()!.getFields());
const SCHEMAS = ['identity', 'contributor', 'company_verification', 'matching'];
const RUNS = 25;

describe('bad input', () => {
  let scene: Scene;
  let story: Story;
  let people: Actor[];
  beforeAll(async () => {
    scene = await openScene({ SIGN_IN_FAILURES: '1000' });
    ({ story } = await scene.play(18));
    people = [actor(story, 'nova'), actor(story, 'olga'), actor(story, 'rita'), anonymous(scene.client)];
  });
  afterAll(() => scene.end());

  /** Every effect leaves an audit entry, and most an event. */
  const effects = async (): Promise<string> => {
    const counts = SCHEMAS.map(
      (name) => `SELECT '${name}', (SELECT count(*) FROM ${name}.audit_entry), (SELECT sum(last) FROM ${name}.event_sequence)`,
    );
    return JSON.stringify(await scene.sql(counts.join(' UNION ALL ')), (_key, value: unknown) =>
      typeof value === 'bigint' ? String(value) : value,
    );
  };

  async function check({ operation, input, mutation }: Attack, who: Actor): Promise<void> {
    const before = await effects();
    const { status, data, errors } = await who.raw<Record<string, { __typename: string } | null>>(operation, { input });
    const codes = errors.map(({ extensions }) => extensions?.code);

    expect(status).toBeLessThan(500);
    expect(codes).not.toContain('INTERNAL_SERVER_ERROR');
    for (const code of codes) expect(code).toEqual(expect.any(String));
    if (data?.[mutation]?.__typename.endsWith('Success') || data?.[mutation]?.__typename === 'SecondReviewNeeded') return;
    expect(await effects()).toBe(before);
  }

  it.each(MUTATIONS)('%s: has a name, changes nothing, and is never our fault', async (mutation) => {
    const ids = Object.values(story.ids).filter((id) => /^[\w-]{40,}$/.test(id));
    await fc.assert(
      fc.asyncProperty(attacksOn(schema, mutation, ids), fc.nat(people.length - 1), (attack, n) => check(attack, people[n]!)),
      { numRuns: RUNS },
    );
  });
});
