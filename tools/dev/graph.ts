import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { auditDirOf, openDataFolder } from './data-folder.ts';
import { openGraphDatabase } from './database.ts';
import { commandFor, writeEnvironmentFiles } from './environment-files.ts';
import { environmentOf, upperName, type Wiring } from './environment.ts';
import { DEFAULT_PORT, PROCESSES, portsFrom, requireFree, SUBGRAPHS, type Ports, type ProcessName, type SubgraphName } from './ports.ts';
import { graphProcess, type GraphProcess } from './process.ts';
import { untilReady } from './ready.ts';
import { secretsOf, type Secrets } from './secrets.ts';
import { seedGraph } from './seed.ts';

export interface GraphOptions {
  /** The gateway's port, the subgraphs listen on the ones after it; 0 takes free ones. */
  readonly port?: number;
  /** Where everything is kept. */
  readonly dataDir: string;
  /** Whether to play the demo into a new data folder. */
  readonly seed?: boolean;
  /** DATABASE_URL and SUBGRAPH_<NAME>_URL to use instead of starting them here, and settings for every process. */
  readonly env?: Environment;
  /** The people of the demo with their passwords, for the explorer's menu. */
  readonly demoPeople?: readonly object[];
  /** Runs what `npm run build` made instead of the sources. */
  readonly bundles?: boolean;
  /** Hears what happens, a line at a time. */
  readonly say?: (line: string) => void;
  /** A process ended although nobody asked it to; by default it is only said. */
  readonly onCrash?: (name: ProcessName) => void;
  /** Aborted: whatever was started is stopped again, and `startGraph` rejects. */
  readonly signal?: AbortSignal;
}

export interface Graph {
  /** Of the gateway, without a path. */
  readonly url: string;
  readonly ports: Ports;
  readonly databaseUrl: string;
  readonly secrets: Secrets;
  /** Those that run here; a subgraph with a URL of its own is not among them. */
  readonly processes: Readonly<Partial<Record<ProcessName, GraphProcess>>>;
  /** Waits until every process that runs here (or the named one) says that it is ready. */
  ready(name?: ProcessName): Promise<void>;
  stop(): Promise<void>;
}

/** Starts the whole graph: PostgreSQL, four subgraphs and the gateway as processes of their own, ready when it answers. */
export async function startGraph(options: GraphOptions): Promise<Graph> {
  const { port = DEFAULT_PORT, env = {}, say = () => {}, seed = false, signal } = options;
  const ports = await portsFrom(port);
  const here = PROCESSES.filter((name) => name === 'gateway' || !elsewhere(name, env));
  await requireFree(Object.fromEntries(here.map((name) => [name, ports[name]])));
  const folder = openDataFolder(path.resolve(options.dataDir));

  const undo: (() => Promise<unknown> | void)[] = [() => folder.release()];
  const stop = async (): Promise<void> => {
    for (const step of undo.splice(0).reverse()) await step();
  };
  try {
    const database = await openGraphDatabase({ url: env.DATABASE_URL, dataDir: folder.path, usualPort: port === DEFAULT_PORT });
    undo.push(() => database.stop());
    say('PostgreSQL is ready');

    const secrets = secretsOf(folder.path);
    const auditDir = auditDirOf(folder.path);
    const wiring: Wiring = { ports, databaseUrl: database.url, secrets, auditDir, subgraphUrls: subgraphUrlsOf(ports, env) };
    writeEnvironmentFiles(folder.path, wiring);
    for (const name of SUBGRAPHS.filter((one) => !here.includes(one)))
      say(`${name} is expected at ${wiring.subgraphUrls[name]}; from here it would be started by\n  ${commandFor(name, folder.path)}`);
    const processes = Object.fromEntries(here.map((name) => [name, processOf(name, wiring, folder.path, options)]));
    const { gateway, ...subgraphs } = processes as Record<ProcessName, GraphProcess>;
    // The gateway goes first, so that no new request meets a subgraph that drains.
    undo.push(
      () => Promise.all(Object.values(subgraphs).map((one) => one.stop())),
      () => gateway.stop(),
    );
    for (const one of Object.values(processes)) one.start();
    const ready = (name?: ProcessName): Promise<void> => untilReady(name ? [processes[name]!] : Object.values(processes), ports, signal);
    await ready();
    say('Subgraphs and gateway are ready');

    const graph: Graph = { url: `http://127.0.0.1:${ports.gateway}`, ports, databaseUrl: database.url, secrets, processes, ready, stop };
    folder.announce(graph);
    if (seed && !folder.seeded && (await seedGraph(graph, say, signal))) folder.markSeeded();
    return graph;
  } catch (error) {
    await stop();
    throw error;
  }
}

type Environment = Readonly<Record<string, string | undefined>>;

const elsewhere = (name: SubgraphName, env: Environment): string | undefined => env[`SUBGRAPH_${upperName(name)}_URL`];

const subgraphUrlsOf = (ports: Ports, env: Environment): Wiring['subgraphUrls'] =>
  Object.fromEntries(
    SUBGRAPHS.map((name) => [name, elsewhere(name, env) ?? `http://127.0.0.1:${ports[name]}/graphql`]),
  ) as Wiring['subgraphUrls'];

function processOf(
  name: ProcessName,
  wiring: Wiring,
  dataDir: string,
  { env = {}, say = () => {}, onCrash, demoPeople, bundles }: GraphOptions,
): GraphProcess {
  const given = Object.fromEntries(Object.entries(env).filter((entry): entry is [string, string] => entry[1] !== undefined));
  const people = path.join(dataDir, 'people.json');
  if (demoPeople && name === 'gateway') writeFileSync(people, JSON.stringify(demoPeople));
  return graphProcess({
    name,
    script: `apps/${name}/${bundles ? 'dist/main.js' : 'src/main.ts'}`,
    environment: { ...given, ...environmentOf(name, wiring), ...(demoPeople && { DEMO_PEOPLE: people }) },
    dataDir,
    onNotice: (_name, line) => say(`[${name}] ${line}`),
    onCrash: (_name, code) => {
      say(`${name} ended with ${code ?? 'a signal'}; its log is ${path.join(dataDir, 'logs', `${name}.log`)}`);
      onCrash?.(name);
    },
  });
}
