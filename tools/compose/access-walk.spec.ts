import { readFileSync } from 'node:fs';
import path from 'node:path';
import { composeServices } from '@apollo/composition';
import { parse, print, visit, type ASTNode } from 'graphql';
import { parsePublicFields } from './public-fields.ts';
import { readSubgraphs } from './subgraphs.ts';
import { unguarded, walkedFields } from './unguarded.ts';

const LIST = parsePublicFields(readFileSync(path.join(import.meta.dirname, '../../infra/public-fields.txt'), 'utf8'));
const GUARDS = ['authenticated', 'policy', 'requiresScopes'];
const head =
  'extend schema @link(url: "https://specs.apollo.dev/federation/v2.11", import: ["@key", "@authenticated", "@policy", "@tag"])\n';
const graph = (sdl: string): string =>
  composeServices([{ name: 'sample', url: 'http://sample/graphql', typeDefs: parse(head + sdl) }]).supergraphSdl!;

describe('the whole graph', () => {
  const { supergraphSdl } = composeServices([...readSubgraphs()]);
  const whole = supergraphSdl!;
  const closed = walkedFields(whole).filter(({ guarded }) => guarded);

  it('opens to everybody what is on the list, and nothing else', () => {
    expect(unguarded(whole, LIST)).toEqual([]);
  });

  it('has personal data in every subgraph', () => {
    const personal = walkedFields(whole).filter(({ kind }) => kind === 'personal');

    expect(personal.length).toBeGreaterThan(50);
    for (const coordinate of ['Viewer.email', 'Contributor.displayName', 'VerificationCheck.note', 'WorkPreferences.minHourly'])
      expect(personal.map((field) => field.coordinate)).toContain(coordinate);
  });

  it('without its access directives is open at every one of these fields, and the walk names each', () => {
    const stripped = print(visit(parse(whole) as ASTNode, { Directive: ({ name }) => (GUARDS.includes(name.value) ? null : undefined) }));

    const named = unguarded(stripped, LIST).map((sentence) => sentence.slice(0, sentence.indexOf(' (')));
    expect(named.toSorted()).toEqual(closed.map(({ coordinate }) => coordinate).toSorted());
  });
});

describe('unguarded', () => {
  const open = graph('type Query { news: String  secret: String @authenticated }');
  const because = (coordinate: string) => [{ coordinate, reason: 'for the test' }];

  it('names a root field with neither a directive nor a place on the list', () => {
    expect(unguarded(open, [])).toEqual(['Query.news (root) carries no access directive and is not on infra/public-fields.txt']);
    expect(unguarded(open, because('Query.news'))).toEqual([]);
  });

  it('names what is on the list and opens nothing, or for no reason', () => {
    expect(unguarded(open, [...because('Query.news'), ...because('Query.secret')])).toEqual([
      expect.stringMatching(/^Query\.secret is on .* take it off/),
    ]);
    expect(unguarded(open, [{ coordinate: 'Query.news', reason: '' }])).toEqual([expect.stringMatching(/without a reason/)]);
  });

  it('names a marked field that nothing closes, and every field of a marked type', () => {
    const sdl = (field: string, type: string) =>
      graph(`type Query { a: A @authenticated } type A { b: Int ${field}  c: C } type C ${type} { d: Int  e: Int @authenticated }`);

    expect(unguarded(sdl('@tag(name: "personal")', '@tag(name: "personal")'), [])).toEqual([
      expect.stringMatching(/^A\.b \(personal\)/),
      expect.stringMatching(/^C\.d \(personal\)/),
    ]);
    expect(unguarded(sdl('@authenticated @tag(name: "personal")', '@policy(policies: [["x"]]) @tag(name: "personal")'), [])).toEqual([]);
  });

  it('takes the directive of the returned type for the field’s own', () => {
    expect(unguarded(graph('type Query { a: A } type A @authenticated { b: Int }'), [])).toEqual([]);
  });

  it.each(['email', 'newEmail', 'displayName', 'device', 'dateOfBirth', 'phone'])('names a field %s that nobody marked', (name) => {
    expect(unguarded(graph(`type Query { a: A @authenticated } type A { ${name}: String @authenticated }`), [])).toEqual([
      `A.${name} tells of a person by its name: mark it @tag(name: "personal")`,
    ]);
  });

  it('reads a list with comments and reasons', () => {
    expect(parsePublicFields('# why\nQuery.news # anybody\nQuery.other\n\n')).toEqual([
      { coordinate: 'Query.news', reason: 'anybody' },
      { coordinate: 'Query.other', reason: '' },
    ]);
  });
});
