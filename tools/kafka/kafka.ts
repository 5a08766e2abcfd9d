import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { openClusterFolder, type ClusterFolder } from './folder.ts';
import { formatIfNew } from './format.ts';
import { kafkaJars } from './jars.ts';
import { findJava } from './java.ts';
import { jvmOf, type Jvm } from './jvm.ts';
import { bootstrapOf, layoutOf, type KafkaRole, type Layout, type NodePlan, type Sasl } from './layout.ts';
import { logOf, nodeProcess, type NodeProcess } from './node.ts';
import { DEFAULT_KAFKA_PORT, portsFrom, requireFree } from './ports.ts';
import { propertiesOf, propertiesText } from './properties.ts';

export interface KafkaOptions {
  /** 1 to 9; by default as many as the data folder has, 1 in a new one. More than one have a controller apart. */
  readonly brokers?: number;
  /** The first broker's, 19092 by default: the others listen on the ones after it, the controller on the one before it. */
  readonly port?: number | 'free';
  /** Where everything is kept; a later start goes on with it, on other ports if need be. */
  readonly dataDir: string;
  /** Clients must sign in with PLAIN as this user, or as one of the others beside it. */
  readonly sasl?: Sasl;
  /** Hears what happens, a line at a time. */
  readonly say?: (line: string) => void;
  /** Hears about every second how far the download of the jars is. */
  readonly onProgress?: (line: string) => void;
  /** A node ended although nobody asked it to; `how` is its exit code or the signal, `left` are those that still run. */
  readonly onEnd?: (node: KafkaNode, how: string, left: readonly KafkaNode[]) => void;
  /** Aborted: whatever was started is stopped again, and `startKafka` rejects. */
  readonly signal?: AbortSignal;
}

export interface KafkaNode {
  readonly id: number;
  readonly role: KafkaRole;
  readonly port: number;
  /** While it runs. */
  readonly pid: number | undefined;
}

export interface KafkaCluster {
  /** The brokers as clients name them: `127.0.0.1:19092,127.0.0.1:19093`. */
  readonly bootstrap: string;
  /** As they are at this moment; the controller, if it is apart, comes first. */
  readonly nodes: readonly KafkaNode[];
  /** Sends a signal, SIGKILL by default, and answers when the node has ended; at once for SIGSTOP and SIGCONT. */
  kill(id: number, signal?: NodeJS.Signals): Promise<void>;
  /** Starts a node again, after stopping it if it runs; answers when it takes part in the cluster. */
  restart(id: number): Promise<void>;
  /** Stops every node: brokers first, so that they can hand over to each other and take leave of the controller. */
  stop(): Promise<void>;
}

const SURVIVED: readonly NodeJS.Signals[] = ['SIGSTOP', 'SIGCONT'];

/** Starts a real Apache Kafka on loopback, without Docker; answers when every node takes part. It ends with this process, however that ends. */
export async function startKafka({ port = DEFAULT_KAFKA_PORT, say, onProgress, signal, ...options }: KafkaOptions): Promise<KafkaCluster> {
  const java = await findJava();
  const cluster = openClusterFolder(options.dataDir, options.brokers);
  let processes: readonly NodeProcess[] = [];
  try {
    const ports = await portsFrom(port, cluster.brokers);
    await requireFree(ports);
    const layout = layoutOf(ports);
    const jvm = jvmOf(java, await kafkaJars({ say, onProgress, signal }));
    const onEnd = (plan: NodePlan, how: string): void =>
      options.onEnd?.(
        { ...plan, pid: undefined },
        how,
        nodesOf(processes).filter(({ pid }) => pid !== undefined),
      );
    processes = layout.nodes.map((plan) => processOf(plan, { jvm, layout, cluster, sasl: options.sasl, onEnd }));
    await Promise.all(processes.map(({ plan }) => formatIfNew({ jvm, clusterId: cluster.clusterId, signal, ...placesOf(plan, cluster) })));
    await untilAborted(Promise.all(processes.map((one) => one.start())), signal);
    return clusterOf(layout, processes, cluster);
  } catch (error) {
    // Half a cluster cannot take its leave.
    await Promise.all(processes.map((one) => one.end('SIGKILL')));
    cluster.release();
    throw error;
  }
}

const placesOf = ({ id }: NodePlan, { path: folder }: ClusterFolder): { settings: string; folder: string } => ({
  settings: path.join(folder, `node-${id}.properties`),
  folder: path.join(folder, `node-${id}`),
});

type ProcessOptions = Pick<KafkaOptions, 'sasl'> & {
  readonly jvm: Jvm;
  readonly layout: Layout;
  readonly cluster: ClusterFolder;
  readonly onEnd: (plan: NodePlan, how: string) => void;
};

function processOf(plan: NodePlan, { jvm, layout, cluster, sasl, onEnd }: ProcessOptions): NodeProcess {
  const { settings, folder } = placesOf(plan, cluster);
  // Only their owner reads it: the password is in it.
  writeFileSync(settings, propertiesText(propertiesOf({ node: plan, layout, folder, sasl })), { mode: 0o600 });
  return nodeProcess({ plan, jvm, settings, log: logOf(cluster.path, plan), onEnd: (how) => onEnd(plan, how) });
}

async function stopInOrder(processes: readonly NodeProcess[]): Promise<void> {
  const [controllers, brokers] = [true, false].map((apart) => processes.filter(({ plan }) => (plan.role === 'controller') === apart));
  for (const group of [brokers!, controllers!]) await Promise.all(group.map((one) => one.end('SIGTERM')));
}

function clusterOf(layout: Layout, processes: readonly NodeProcess[], folder: ClusterFolder): KafkaCluster {
  const processWith = (id: number): NodeProcess => {
    const found = processes.find(({ plan }) => plan.id === id);
    if (!found) throw new Error(`The cluster has no node ${id}, but ${processes.map(({ plan }) => plan.id).join(', ')}.`);
    return found;
  };
  return {
    bootstrap: bootstrapOf(layout),
    get nodes() {
      return nodesOf(processes);
    },
    async kill(id, signal = 'SIGKILL') {
      if (SURVIVED.includes(signal)) processWith(id).signal(signal);
      else await processWith(id).end(signal);
    },
    async restart(id) {
      await processWith(id).end('SIGTERM');
      await processWith(id).start();
    },
    async stop() {
      await stopInOrder(processes);
      folder.release();
    },
  };
}

const nodesOf = (processes: readonly NodeProcess[]): KafkaNode[] => processes.map(({ plan, pid }) => ({ ...plan, pid }));

/** Rejects as soon as nobody waits any longer for `work`. */
async function untilAborted(work: Promise<unknown>, signal: AbortSignal | undefined): Promise<void> {
  if (!signal) return void (await work);
  signal.throwIfAborted();
  const aborted = new Promise<never>((_resolve, reject) => signal.addEventListener('abort', () => reject(signal.reason as Error)));
  // Its own failure, which the stop that follows may cause, is heard by nobody then.
  work.catch(() => {});
  await Promise.race([work, aborted]);
}
