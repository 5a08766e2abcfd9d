import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { SUBGRAPHS, type Ports, type SubgraphName } from '@crossing/tool-dev/ports.ts';
import type { Secrets } from '@crossing/tool-dev/secrets.ts';
import { actorOf, join, type Actor } from '@crossing/tool-journey/actor.ts';
import { DEMO_PASSWORD } from '@crossing/tool-journey/demo/people.ts';
import { graphClient, type GraphClient, type GraphError } from '@crossing/tool-journey/graph-client.ts';
import type { Story } from '@crossing/tool-journey/story.ts';
import { querying, settled, type Scene } from '../src/scene.ts';
import { operatorEnvironment } from '@crossing/tool-dev/environment.ts';

/** What the set-up leaves for the files, which run apart from it. */
export interface WrittenStage {
  readonly url: string;
  /** Of the gateway in production. */
  readonly production: string;
  readonly ports: Ports;
  readonly databaseUrl: string;
  readonly secrets: Secrets;
  readonly dataDir: string;
  readonly pids: Readonly<Record<SubgraphName, number>>;
  readonly people: readonly { readonly key: string; readonly name: string; readonly email: string; readonly token: string }[];
  readonly ids: Record<string, string>;
  readonly mark: string;
}

/** The graph that all attacks share, with the story's people and what they made. */
export interface Stage extends WrittenStage {
  readonly client: GraphClient;
  readonly story: Story;
  readonly sql: Scene['sql'];
  /** Waits until every event has been published and read. */
  settled(): Promise<void>;
  /** What the operator's commands run with. */
  readonly operatorEnv: NodeJS.ProcessEnv;
  /** How many events there are on all topics. */
  events(): Promise<number>;
  /** How often the subgraphs have been asked anything by a gateway. */
  asked(): Promise<number>;
}

/** The stage that was opened for this run. */
export function stage(): Stage {
  const written = JSON.parse(readFileSync(process.env['ATTACKS_STAGE']!, 'utf8')) as WrittenStage;
  const client = graphClient(written.url);
  const people = Object.fromEntries(written.people.map(({ key, token, ...person }) => [key, actorOf(client, person, token)]));
  const { ids, mark } = written;
  const sql = querying(written);
  return {
    ...written,
    ...{ client, sql },
    settled: () => settled(sql),
    story: { graph: client, grantStaff: () => Promise.reject(new Error('The stage’s story has been played.')), mark, people, ids },
    operatorEnv: operatorEnvironment(written),
    asked: () => askedOf(written.ports),
    events: async () => Number((await sql<{ n: bigint }>('SELECT count(*) AS n FROM bus.log'))[0]!.n),
  };
}

async function askedOf(ports: Ports): Promise<number> {
  const pages = await Promise.all(SUBGRAPHS.map(async (name) => (await fetch(`http://127.0.0.1:${ports[name]}/metrics`)).text()));
  const counts = pages.flatMap((page) => [
    ...page.matchAll(/^http_request_duration_seconds_count\{.*route="\/(?:graphql|internal\/caller)".*\} (\d+)$/gm),
  ]);
  return counts.reduce((sum, [, count]) => sum + Number(count), 0);
}

/** Somebody new, who has joined and is signed in. */
export const newcomer = ({ client }: Stage, name: string): Promise<Actor> =>
  join(client, { name, email: `${name.toLowerCase().replaceAll(' ', '.')}.${randomUUID()}@attacks.example` }, DEMO_PASSWORD);

/** A document for a mutation with one input, of which only the member that came matters. */
export const mutation = (name: string): string =>
  `mutation ($input: ${name.charAt(0).toUpperCase()}${name.slice(1)}Input!) { ${name}(input: $input) { __typename } }`;

/** The global id of an object of this type that nobody has. */
export const randomId = (type: string): string => Buffer.from(`${type}:${randomUUID()}`).toString('base64url');

/** The type in a global id. */
export const typeOf = (id: string): string => Buffer.from(id, 'base64url').toString().split(':')[0]!;

/** The codes of an answer's errors. */
export const codesOf = ({ errors }: { readonly errors: readonly GraphError[] }) => errors.map(({ extensions }) => extensions?.code);

export interface RawAnswer {
  readonly status: number;
  readonly text: string;
  readonly headers: Headers;
}

/** Any request to the gateway's `/graphql`, also one that no client of ours would send. */
export async function send(url: string, request: RequestInit & { readonly search?: string } = {}): Promise<RawAnswer> {
  const { search = '', ...init } = request;
  const response = await fetch(`${url}/graphql${search}`, { method: 'POST', ...init });
  return { status: response.status, text: await response.text(), headers: response.headers };
}

/** An operation as JSON, with these headers on top. */
export const post = (url: string, payload: unknown, headers: Readonly<Record<string, string>> = {}): Promise<RawAnswer> =>
  send(url, { headers: { 'content-type': 'application/json', ...headers }, body: JSON.stringify(payload) });

/** What no answer to an attacker may hold: stacks, SQL, paths, hosts, names of libraries or of the schema. */
export const TELLTALES = /node_modules|\.ts:\d|\bat \w+ \(|SELECT |INSERT |ECONNREFUSED|127\.0\.0\.1|postgres|typeorm|Did you mean/i;
