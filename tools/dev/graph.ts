import path from 'node:path';
import { openDataFolder } from './data-folder.ts';
import { openGraphDatabase } from './database.ts';
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
  /** DATABASE_URL, SUBGRAPH_<NAME>_URL and settings for every process; what is not here is as the machine has it. */
  readonly env?: Readonly<Record<string, string | undefined>>;
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
export async function startGraph({
  port = DEFAULT_PORT,
  dataDir,
  seed = false,
  env = {},
  say = () => {},
  onCrash,
  signal,
}: GraphOptions): Promise<Graph> {
  const settings = { ...process.env, ...env };
  const ports = await portsFrom(port);
  const elsewhere = (name: SubgraphName): string | undefined => settings[`SUBGRAPH_${upperName(name)}_URL`];
  const here = PROCESSES.filter((name) => name === 'gateway' || !elsewhere(name));
  await requireFree(Object.fromEntries(here.map((name) => [name, ports[name]])));
  const folder = openDataFolder(path.resolve(dataDir));

  const undo: (() => Promise<void> | void)[] = [() => folder.release()];
  const stop = async (): Promise<void> => {
    for (const step of undo.splice(0).reverse()) await step();
  };
  try {
    const secrets = secretsOf(folder.path);
    const database = await openGraphDatabase({ url: settings.DATABASE_URL, dataDir: folder.path, usualPort: port === DEFAULT_PORT });
    undo.push(() => database.stop());
    say('PostgreSQL is ready');

    const subgraphUrls = Object.fromEntries(SUBGRAPHS.map((name) => [name, elsewhere(name) ?? `http://127.0.0.1:${ports[name]}/graphql`]));
    const wiring: Wiring = { ports, databaseUrl: database.url, secrets, subgraphUrls: subgraphUrls as Wiring['subgraphUrls'] };
    const processes = Object.fromEntries(here.map((name) => [name, processOf(name, wiring)])) as Record<ProcessName, GraphProcess>;
    // The gateway first, so that no new request meets a subgraph that drains.
    undo.push(
      () => Promise.all(Object.values(processes).map((one) => one.name !== 'gateway' && one.stop())).then(() => {}),
      () => processes.gateway.stop(),
    );
    for (const one of Object.values(processes)) one.start();
    const ready = (name?: ProcessName): Promise<void> => untilReady(name ? [processes[name]] : Object.values(processes), ports, signal);
    await ready();
    say('Subgraphs and gateway are ready');

    folder.announce({ url: `http://127.0.0.1:${ports.gateway}`, databaseUrl: database.url });
    const graph: Graph = { url: `http://127.0.0.1:${ports.gateway}`, ports, databaseUrl: database.url, secrets, processes, ready, stop };
    if (seed && !folder.seeded && (await seedGraph(graph, say, signal))) folder.markSeeded();
    return graph;
  } catch (error) {
    await stop();
    throw error;
  }

  function processOf(name: ProcessName, wiring: Wiring): GraphProcess {
    return graphProcess({
      name,
      script: `apps/${name}/src/main.ts`,
      environment: { ...definedOf(env), ...environmentOf(name, wiring) },
      dataDir: folder.path,
      onNotice: (process, line) => say(`[${process}] ${line}`),
      onCrash: (process, code) => {
        say(`${process} ended with ${code ?? 'a signal'}; its log is ${path.join(folder.path, 'logs', `${process}.log`)}`);
        onCrash?.(name);
      },
    });
  }
}

const definedOf = (env: Readonly<Record<string, string | undefined>>): Record<string, string> =>
  Object.fromEntries(Object.entries(env).filter((entry): entry is [string, string] => entry[1] !== undefined));
