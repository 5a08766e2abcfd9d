import { mkdtemp, rm } from 'node:fs/promises';
import { loadavg, tmpdir } from 'node:os';
import path from 'node:path';
import { pgTypes, roleUrl, schemaOf, type RoleKind } from '@crossing/runtime';
import { operatorEnvironment } from '@crossing/tool-dev/environment.ts';
import { startGraph, type Graph } from '@crossing/tool-dev/graph.ts';
import { SUBGRAPHS } from '@crossing/tool-dev/ports.ts';
import { eventually, graphClient, type Ask, type GraphClient } from '@crossing/tool-journey/graph-client.ts';
import { playJourney, type PlayedStep } from '@crossing/tool-journey/journey.ts';
import type { Story } from '@crossing/tool-journey/story.ts';
import { grantStaff } from '@crossing/tool-journey/demo/grant-staff.ts';
import pg from 'pg';

/** Of the audit logs, what had an effect: refusals are in them too, some seconds later. */
export const NOT_REFUSED = `action NOT LIKE '%refus%'`;

/** A role of a service; `app` sees by row-level security what the person and their companies may see. */
export interface SqlRole {
  readonly service: string;
  readonly kind: RoleKind;
  readonly subject?: string;
  readonly companies?: readonly string[];
}

/** A graph of its own for one spec file: processes, database, data folder. */
export interface Scene {
  readonly graph: Graph;
  readonly client: GraphClient;
  /** Everything that was asked through the client, the story's questions among it. */
  readonly asked: readonly Ask[];
  /** Where it keeps its data and logs. */
  readonly dataDir: string;
  /** Plays the journey up to and with step `until`. */
  play(until?: number, onStep?: (step: PlayedStep) => Promise<void> | void): Promise<{ story: Story; played: PlayedStep[] }>;
  /** Runs one statement as a role of a service, or as the database's owner. */
  sql<Row extends pg.QueryResultRow>(text: string, values?: readonly unknown[], as?: SqlRole): Promise<Row[]>;
  /** Waits until every event that was committed has been published, and read by every group. */
  settled(): Promise<void>;
  /** What the operator's command runs with. */
  readonly operatorEnv: NodeJS.ProcessEnv;
  end(): Promise<void>;
}

/** Four processes on a busy machine, just started perhaps, with a whole log to read. */
const SETTLED_MS = 30_000;

/** Starts a graph on free ports; `env` goes to every process. */
export async function openScene(env: Readonly<Record<string, string>> = {}): Promise<Scene> {
  const dataDir = await mkdtemp(path.join(tmpdir(), 'crossing-e2e-'));
  const graph = await startGraph({ port: 0, dataDir, env: { LOG_LEVEL: 'warn', ACCESS_TOKEN_SECONDS: '3600', ...env } });
  const asked: Ask[] = [];
  const plain = graphClient(graph.url);
  const client: GraphClient = {
    ...plain,
    ask: (question) => {
      asked.push(question);
      return plain.ask(question);
    },
  };
  const sql = querying(graph);
  const operatorEnv = operatorEnvironment(graph);
  return {
    graph,
    client,
    asked,
    dataDir,
    operatorEnv,
    async play(until, onStep) {
      try {
        return await playJourney({ graph: client, grantStaff: grantStaff(operatorEnv), onStep }, until);
      } catch (error) {
        throw new Error(`${(error as Error).message}\n${await whereItStands(graph, sql)}`, { cause: error });
      }
    },
    sql,
    settled: () => settled(sql),
    async end() {
      await graph.stop();
      await rm(dataDir, { recursive: true, force: true });
    },
  };
}

/** Waits until every event that was committed has been published, and read by every group. */
export async function settled(sql: Scene['sql']): Promise<void> {
  await eventually(
    'everything published and read',
    () => unread(sql),
    (rows) => rows.length === 0,
    SETTLED_MS,
  );
}

// One statement, one moment: whoever still has an event to read may cause another.
const unread = (sql: Scene['sql']) =>
  sql<{ readonly what: string }>(
    [
      `SELECT grp || ' of ' || topic AS what FROM bus.progress JOIN bus.part USING (topic, part) WHERE off < next_off`,
      ...SUBGRAPHS.map((name) => `SELECT 'outbox of ${name}' FROM ${schemaOf(name)}.outbox`),
    ].join(' UNION ALL '),
  );

/** What a story that failed leaves for whoever asks why: its data folder is gone afterwards. */
async function whereItStands({ processes }: Graph, sql: Scene['sql']): Promise<string> {
  const waiting = await unread(sql).then(
    (rows) => rows.map(({ what }) => what).join(', ') || 'nothing',
    (error: Error) => error.message,
  );
  const lines = Object.values(processes).flatMap(({ name, lastLines }) => lastLines().map((line) => `[${name}] ${line}`));
  return [`Unpublished or unread: ${waiting}. Load average: ${loadavg().join(' ')}.`, ...lines].join('\n');
}

/** Runs statements in a graph's database. */
export function querying({ databaseUrl, secrets }: Pick<Graph, 'databaseUrl' | 'secrets'>): Scene['sql'] {
  return async <Row extends pg.QueryResultRow>(text: string, values: readonly unknown[] = [], as?: SqlRole): Promise<Row[]> => {
    const connectionString = as ? roleUrl(databaseUrl, { ...as, secret: secrets.databaseRoleSecret }) : databaseUrl;
    const client = new pg.Client({ connectionString, types: pgTypes });
    await client.connect();
    try {
      if (as) {
        const settings = [schemaOf(as.service), as.subject ?? '', (as.companies ?? []).join()];
        await client.query(
          `SELECT set_config('search_path', $1, false), set_config('app.subject', $2, false), set_config('app.companies', $3, false)`,
          settings,
        );
      }
      return (await client.query<Row>(text, [...values])).rows;
    } finally {
      await client.end();
    }
  };
}

/** The UUID in a global id. */
export const uuidOf = (globalId: string): string => Buffer.from(globalId, 'base64url').toString().split(':')[1]!;
