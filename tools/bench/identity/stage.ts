import { readFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { auditDirOf } from '@crossing/tool-dev/data-folder.ts';
import { environmentOf, operatorEnvironment } from '@crossing/tool-dev/environment.ts';
import { startGraph, type Graph } from '@crossing/tool-dev/graph.ts';
import { freePorts, SUBGRAPHS } from '@crossing/tool-dev/ports.ts';
import { graphProcess } from '@crossing/tool-dev/process.ts';
import { untilReady } from '@crossing/tool-dev/ready.ts';
import { grantStaff } from '@crossing/tool-journey/demo/grant-staff.ts';
import { graphClient } from '@crossing/tool-journey/graph-client.ts';
import { playJourney } from '@crossing/tool-journey/journey.ts';
import type { Story } from '@crossing/tool-journey/story.ts';

/** A gateway before the same subgraphs. */
export interface MeasuredGateway {
  readonly name: string;
  readonly url: string;
  /** The CPU time that its process has used, in milliseconds, by the operating system. */
  cpuMs(): number;
}

/** A graph on which the story has been played, and two more gateways before its subgraphs: the product's, and one without protection. */
export interface Stage {
  readonly graph: Graph;
  readonly story: Story;
  readonly guarded: MeasuredGateway;
  readonly bare: MeasuredGateway;
  end(): Promise<void>;
}

/** Up to the offer that is accepted. */
const PLAYED = 17;
/** Of `/proc/<pid>/stat`: a hundredth of a second, on every Linux. */
const TICK_MS = 10;
/** Where a benchmark asks more in a minute than a person would; the budget is kept all the same. */
const PLENTY = { COST_PER_MINUTE: '1000000000', COST_PER_MINUTE_ANONYMOUS: '1000000000', LOG_LEVEL: 'error' };

export async function setStage(): Promise<Stage> {
  const dataDir = await mkdtemp(path.join(tmpdir(), 'crossing-bench-identity-'));
  const undo: (() => Promise<unknown>)[] = [() => rm(dataDir, { recursive: true, force: true })];
  const end = async (): Promise<void> => {
    for (const step of undo.splice(0).reverse()) await step();
  };
  try {
    const graph = await startGraph({ port: 0, dataDir, env: { ACCESS_TOKEN_SECONDS: '3600', ...PLENTY } });
    undo.push(() => graph.stop());
    const { story } = await playJourney({ graph: graphClient(graph.url), grantStaff: grantStaff(operatorEnvironment(graph)) }, PLAYED);
    const guarded = await gatewayBefore(graph, { dataDir, name: 'guarded', script: 'apps/gateway/src/main.ts' });
    undo.push(guarded.stop);
    const bare = await gatewayBefore(graph, { dataDir, name: 'bare', script: 'apps/gateway/bench/bare-gateway.ts' });
    undo.push(bare.stop);
    return { graph, story, guarded, bare, end };
  } catch (error) {
    await end();
    throw error;
  }
}

interface GatewayFile {
  readonly dataDir: string;
  readonly name: string;
  readonly script: string;
}

async function gatewayBefore(
  { url: publicUrl, ports, databaseUrl, secrets }: Graph,
  { dataDir, name, script }: GatewayFile,
): Promise<MeasuredGateway & { stop(): Promise<void> }> {
  const [port] = (await freePorts(1)) as [number];
  const subgraphUrls = Object.fromEntries(SUBGRAPHS.map((one) => [one, `http://127.0.0.1:${ports[one]}/graphql`])) as never;
  const wiring = { ports: { ...ports, gateway: port }, databaseUrl, secrets, subgraphUrls, auditDir: auditDirOf(dataDir) };
  const environment = {
    ...environmentOf('gateway', wiring),
    ...PLENTY,
    ...{ NODE_ENV: 'production', BIND: '127.0.0.1', PUBLIC_URL: publicUrl },
  };
  const folder = await mkdtemp(path.join(dataDir, `${name}-`));
  const options = { name: 'gateway', script, environment, dataDir: folder, onNotice: () => {} };
  const gateway = graphProcess({ ...options, onCrash: (_name, code) => console.error(`The ${name} gateway ended with ${code}.`) });
  gateway.start();
  await untilReady([gateway], wiring.ports);
  return { name, url: `http://127.0.0.1:${port}`, cpuMs: () => cpuMsOf(gateway.pid!), stop: () => gateway.stop() };
}

function cpuMsOf(pid: number): number {
  const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
  // The name before the last bracket may hold anything. User and system time are the 14th and the 15th field.
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  return (Number(fields[11]) + Number(fields[12])) * TICK_MS;
}
