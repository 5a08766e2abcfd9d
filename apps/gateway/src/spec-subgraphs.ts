import { setTimeout as sleep } from 'node:timers/promises';
import { notFound, type Caller } from '@crossing/subgraph';
import { parse } from 'graphql';

/** The person of the specs. */
export const NOVA = '5b1f0f5e-0c7e-4d0a-9a55-0e3f5a3c1111';
const link =
  'extend schema @link(url: "https://specs.apollo.dev/federation/v2.11", import: ["@key", "@shareable", "@authenticated", "@policy", "@listSize"])\n';

/** The schemas of two small subgraphs. */
export const sdl = {
  identity: parse(`${link}
    type Query { viewer: Viewer @shareable  me: String @authenticated }
    type Mutation { signIn(input: SignInInput!): SignInResult  rename(name: String!): String @authenticated }
    input SignInInput { email: String!  password: String! }
    union SignInResult = SignInSuccess | InvalidCredentials
    type SignInSuccess { accessToken: String!  expiresAt: String! }
    interface Problem { message: String! }
    type InvalidCredentials implements Problem { message: String! }
    type Viewer @key(fields: "id") { id: ID!  email: String! }`),
  matching: parse(`${link}
    scalar DateTime
    type Query {
      viewer: Viewer @shareable
      list(first: Int = 20): [String!]
      slow: String
      broken: String
      missing: String
      queue: [String!] @policy(policies: [["trust-reviewer"]])
      at(instant: DateTime!): DateTime
      tree: Tree
      items(first: Int = 20): Items @listSize(slicingArguments: ["first"], sizedFields: ["edges"])
      large(bytes: Int!): String
    }
    type Items { edges: [Item!]! }
    type Item { name: String  items(first: Int = 20): Items @listSize(slicingArguments: ["first"], sizedFields: ["edges"]) }
    type Tree { tree: Tree  name: String }
    type Viewer @key(fields: "id") { id: ID!  applications: [String!] }`),
};

const idOf = (caller: Caller): { id: string } | null => (caller.kind === 'person' ? { id: caller.subject } : null);
type Context = { readonly caller: Caller };

const signIn = (password: string): object =>
  password === 'right'
    ? { kind: 'SignInSuccess', accessToken: 'a.b.c', expiresAt: '2026-03-01T00:00:00.000Z' }
    : { kind: 'InvalidCredentials', message: 'No.' };

/** What they answer. */
export const resolvers = {
  identity: {
    Query: {
      viewer: (_root: unknown, _args: unknown, { caller }: Context) => idOf(caller),
      me: (_root: unknown, _args: unknown, { caller }: Context) => idOf(caller)?.id,
    },
    Mutation: {
      signIn: (_root: unknown, { input }: { input: { password: string } }) => signIn(input.password),
      rename: (_root: unknown, { name }: { name: string }) => name,
    },
    Viewer: { email: () => 'nova@contributors.example' },
  },
  matching: {
    Query: {
      viewer: (_root: unknown, _args: unknown, { caller }: Context) => idOf(caller),
      list: (_root: unknown, { first }: { first: number }) => [String(first)],
      slow: () => sleep(30_000, 'late', { ref: false }),
      broken: () => {
        throw new Error('SELECT secret FROM account at 10.0.0.7');
      },
      missing: () => {
        throw notFound('thing');
      },
      queue: () => ['case'],
      items: () => ({ edges: [{ name: 'first' }] }),
      large: (_root: unknown, { bytes }: { bytes: number }) => 'x'.repeat(bytes),
      at: (_root: unknown, { instant }: { instant: Date }) => instant,
    },
    Viewer: { applications: () => ['first'] },
  },
};
