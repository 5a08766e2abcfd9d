import { mkdtempSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { environmentOf } from '@crossing/tool-dev/environment.ts';
import { freePorts, SUBGRAPHS } from '@crossing/tool-dev/ports.ts';
import { graphProcess, type GraphProcess } from '@crossing/tool-dev/process.ts';
import { untilReady } from '@crossing/tool-dev/ready.ts';
import { openScene, type Scene } from '../src/scene.ts';
import type { WrittenStage } from './stage.ts';

/** What the teardown ends. */
export interface Stops {
  endStage?: () => Promise<void>;
}

/** Up to the offer that is accepted. */
const PLAYED = 17;

/** One graph for all attacks, on which the story has been played, and a gateway in production before the same subgraphs. */
export default async function openStage(): Promise<void> {
  const scene = await openScene();
  (globalThis as Stops).endStage = () => scene.end();
  const [{ story }, production] = await Promise.all([scene.play(PLAYED), productionGateway(scene)]);
  (globalThis as Stops).endStage = async () => {
    await production.process.stop();
    await scene.end();
  };
  const { graph, dataDir } = scene;
  const pids = Object.fromEntries(SUBGRAPHS.map((name) => [name, graph.processes[name]!.pid!])) as WrittenStage['pids'];
  const people = Object.entries(story.people).map(([key, { name, email, token }]) => ({ key, name, email, token }));
  const { url, ports, databaseUrl, secrets } = graph;
  const stage: WrittenStage = {
    ...{ url, ports, databaseUrl, secrets, dataDir, pids, people },
    production: production.url,
    ids: story.ids,
    mark: story.mark,
  };
  const file = path.join(dataDir, 'stage.json');
  writeFileSync(file, JSON.stringify(stage));
  process.env['ATTACKS_STAGE'] = file;
}

async function productionGateway({
  graph: { url, ports, databaseUrl, secrets },
  dataDir,
}: Scene): Promise<{ url: string; process: GraphProcess }> {
  const [port] = (await freePorts(1)) as [number];
  const subgraphUrls = Object.fromEntries(SUBGRAPHS.map((name) => [name, `http://127.0.0.1:${ports[name]}/graphql`])) as never;
  const wiring = { ports: { ...ports, gateway: port }, databaseUrl, secrets, subgraphUrls, auditDir: dataDir };
  const gateway = graphProcess({
    name: 'gateway',
    script: 'apps/gateway/src/main.ts',
    environment: { ...environmentOf('gateway', wiring), NODE_ENV: 'production', PUBLIC_URL: url, BIND: '127.0.0.1', LOG_LEVEL: 'warn' },
    dataDir: mkdtempSync(path.join(dataDir, 'production-')),
    onNotice: () => {},
    onCrash: () => {},
  });
  gateway.start();
  await untilReady([gateway], wiring.ports);
  return { url: `http://127.0.0.1:${port}`, process: gateway };
}
