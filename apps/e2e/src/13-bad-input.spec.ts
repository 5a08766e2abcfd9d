import { readFileSync } from 'node:fs';
import { Supergraph } from '@apollo/federation-internals';
import { anonymous, type Actor } from '@crossing/tool-journey/actor.ts';
import type { Ask } from '@crossing/tool-journey/graph-client.ts';
import { actor, type Story } from '@crossing/tool-journey/story.ts';
import fc from 'fast-check';
import { attacksOn, bentAttacksOn, type Attack } from './hostile-input.ts';
import { NOT_REFUSED, openScene, type Scene } from './scene.ts';

const supergraph = readFileSync(new URL('../../../infra/supergraph.graphql', import.meta.url), 'utf8').replace(/, for: SECURITY\)/g, ')');
const schema = Supergraph.build(supergraph).apiSchema().toGraphQLJSSchema();
const MUTATIONS = Object.keys(schema.getMutationType()!.getFields());
const SCHEMAS = ['identity', 'contributor', 'company_verification', 'matching'];
const RUNS = 25;
const BENT_RUNS = 50;
/** What the story does up to submitted work, in its order. */
const PLAYED = [
  ...['RegisterAccount', 'VerifyEmail', 'SignIn', 'SaveProfile', 'SubmitProfile', 'DecideProfile', 'SetWorkPreferences'],
  ...['RegisterCompany', 'SaveCompany', 'SubmitCompany', 'RecordCheck', 'DecideCompany'],
  ...['DraftOpportunity', 'SubmitOpportunity', 'DecideOpportunity', 'PublishOpportunity'],
  ...['ApplyToOpportunity', 'MakeOffer', 'AcceptOffer', 'SubmitWork'],
];

describe('bad input', () => {
  let scene: Scene;
  let story: Story;
  let people: Actor[];
  let played: readonly Ask[];
  beforeAll(async () => {
    scene = await openScene({ SIGN_IN_FAILURES: '1000' });
    ({ story } = await scene.play(18));
    people = [actor(story, 'nova'), actor(story, 'olga'), actor(story, 'rita'), actor(story, 'ruben'), anonymous(scene.client)];
    played = [...scene.asked];
    await scene.settled();
  });
  afterAll(() => scene.end());

  /** Every effect leaves an audit entry, and most an event. */
  const effects = async (): Promise<string> => {
    const counts = SCHEMAS.map(
      (name) =>
        `SELECT '${name}', (SELECT count(*) FROM ${name}.audit_entry WHERE ${NOT_REFUSED}), (SELECT sum(last) FROM ${name}.event_sequence)`,
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
    if (data?.[mutation]?.__typename.endsWith('Success') || data?.[mutation]?.__typename === 'SecondReviewNeeded') return scene.settled();
    expect(await effects()).toBe(before);
  }

  const knownIds = () => Object.values(story.ids).filter((id) => /^[\w-]{40,}$/.test(id));

  it.each(MUTATIONS)('%s: has a name, changes nothing, and is never our fault', async (mutation) => {
    await fc.assert(
      fc.asyncProperty(attacksOn(schema, mutation, knownIds()), fc.nat(people.length - 1), (attack, n) => check(attack, people[n]!)),
      { numRuns: RUNS },
    );
  });

  it.each(PLAYED)('%s: nor where all but one value is as in the story', async (operation) => {
    const { variables, token = '' } = played.findLast((question) => question.operation === operation)!;
    const { idempotencyKey: _spent, ...good } = variables!['input'] as Record<string, unknown>;
    const who = people.find((person) => person.token === token)!;
    const attacks = bentAttacksOn(schema, operation.charAt(0).toLowerCase() + operation.slice(1), good, knownIds());
    await fc.assert(
      fc.asyncProperty(attacks, (attack) => check(attack, who)),
      { numRuns: BENT_RUNS },
    );
  });
});
