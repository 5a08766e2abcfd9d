import { buildASTSchema, Kind, parse, type OperationDefinitionNode } from 'graphql';
import type { Caller, Person } from '../caller.ts';
import { demandsOf } from './demands.ts';
import { grantsOf } from './grants.ts';
import { requirements } from './requirements.ts';
import { unauthorized } from './unauthorized.ts';

const sdl = parse(`
  directive @authenticated on FIELD_DEFINITION | OBJECT | INTERFACE | SCALAR | ENUM
  directive @policy(policies: [[String!]!]!) on FIELD_DEFINITION | OBJECT | INTERFACE | SCALAR | ENUM
  directive @requiresScopes(scopes: [[String!]!]!) on FIELD_DEFINITION | OBJECT | INTERFACE | SCALAR | ENUM
  type Query {
    open: String
    mine: String @authenticated
    either: String @policy(policies: [["trust-reviewer"], ["admin"]])
    both: String @policy(policies: [["trust-reviewer", "admin"]])
    grave: String @policy(policies: [["recently-authenticated"]])
    partner: String @requiresScopes(scopes: [["feed:read"]])
    secret: Secret
    kind: Hidden
    node: Node
    any: Any
  }
  type Secret @policy(policies: [["admin"]]) { id: ID! }
  enum Hidden @authenticated { A }
  interface Node { id: ID! }
  type Card implements Node { id: ID! @authenticated }
  type Plain implements Node { id: ID! name: String @authenticated }
  union Any = Card | Plain | Secret
`);
const schema = buildASTSchema(sdl);
const table = requirements(sdl);
const NOW = new Date('2026-02-01T09:00:00Z');
const anonymous: Caller = { kind: 'anonymous', correlationId: 'c' };
const person = (changes: Partial<Person> = {}): Caller => ({
  kind: 'person',
  subject: 's',
  sessionId: 's',
  status: 'ACTIVE',
  staffRoles: [],
  companies: [],
  authTime: new Date(0),
  correlationId: 'c',
  ...changes,
});

function refused(caller: Caller, query: string): readonly string[] {
  const document = parse(query);
  const operation = document.definitions.find((one): one is OperationDefinitionNode => one.kind === Kind.OPERATION_DEFINITION)!;
  return unauthorized(grantsOf(caller, NOW), demandsOf(schema, document, operation, table));
}

describe('unauthorized', () => {
  it.each<[string, Caller, string, string[]]>([
    ['an open field', anonymous, '{ open __typename }', []],
    ['@authenticated', anonymous, '{ open mine }', ['Query.mine']],
    ['@authenticated for a person', person(), '{ mine }', []],
    ['@authenticated for a suspended person', person({ status: 'SUSPENDED' }), '{ mine }', ['Query.mine']],
    ['one of two policies', person({ staffRoles: ['ADMIN'] }), '{ either }', []],
    ['half of a policy of two', person({ staffRoles: ['ADMIN'] }), '{ both }', ['Query.both']],
    ['a scope that persons never hold', person({ staffRoles: ['ADMIN'] }), '{ partner }', ['Query.partner']],
    ['a proof of five minutes ago', person({ authTime: new Date('2026-02-01T08:55:00Z') }), '{ grave }', []],
    ['a proof of more than five minutes ago', person({ authTime: new Date('2026-02-01T08:54:59Z') }), '{ grave }', ['Query.grave']],
    ['a fresh proof of nobody', anonymous, '{ grave }', ['Query.grave']],
    ['the type of an object', person(), '{ secret { __typename } }', ['Query.secret', 'Secret.__typename']],
    ['the type of a leaf', anonymous, '{ kind }', ['Query.kind']],
    ['an interface whose implementer asks for more', anonymous, '{ node { id } }', ['Node.id']],
    ['an alias', anonymous, '{ open: mine }', ['Query.mine']],
    ['inline fragments', anonymous, '{ any { ... on Plain { id name } } }', ['Plain.name']],
    ['fragments in fragments', anonymous, '{ ...a } fragment a on Query { ...b } fragment b on Query { mine }', ['Query.mine']],
    ['only the operation at hand', anonymous, 'query A { open } query B { mine }', []],
    ['what a condition may leave out', anonymous, '{ mine @include(if: false) }', ['Query.mine']],
  ])('judges %s', (_what, caller, query, coordinates) => {
    expect(refused(caller, query)).toEqual(coordinates);
  });

  it('refuses to start with an access directive under another name', () => {
    const renamed = (link: string) => () => requirements(parse(`extend schema ${link} type Query { a: String }`));

    expect(renamed('@link(url: "https://specs.apollo.dev/federation/v2.11", import: [{ name: "@policy", as: "@may" }])')).toThrow(
      'must keep their names',
    );
    expect(renamed('@link(url: "https://specs.apollo.dev/policy/v0.1", as: "may")')).toThrow('must keep their names');
  });
});
