// npm run bench -- start [--json]: clone → ready, a warm start, and what each process keeps in memory when idle.
import { execFileSync, spawn } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { startGraph } from '@crossing/tool-dev/graph.ts';
import { Report } from '../report.ts';

const { values } = parseArgs({ options: { json: { type: 'boolean', default: false } }, strict: false });
const root = path.join(import.meta.dirname, '../../..');
const folder = await mkdtemp(path.join(tmpdir(), 'crossing-bench-start-'));
const IDLE_MS = 20_000;

const report = new Report({ subject: 'start', json: values.json === true });

try {
  const cold = await fromClone(path.join(folder, 'clone'));
  report.goal('clone to first federated answer', 's', cold / 1000, { most: 60 });
  const dataDir = path.join(folder, 'data');
  await timedStart(dataDir, async () => {});
  const warm = await timedStart(dataDir, memory);
  report.goal('warm start of the whole graph', 's', warm / 1000, { most: 3 });
} finally {
  await rm(folder, { recursive: true, force: true });
}
report.end(0);

/** As a stranger would: clone, `npm start`, and wait for an answer over the subgraphs. */
async function fromClone(clone: string): Promise<number> {
  const started = performance.now();
  execFileSync('git', ['clone', '--quiet', root, clone]);
  const child = spawn('npm', ['start'], {
    cwd: clone,
    env: { ...process.env, PORT: '4600', DATA_DIR: path.join(folder, 'clone-data') },
    stdio: 'ignore',
    detached: true,
  });
  try {
    for (;;) {
      if (await answers('http://127.0.0.1:4600')) return performance.now() - started;
      if (child.exitCode !== null) throw new Error(`npm start ended with ${child.exitCode}`);
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
  } finally {
    const ended = new Promise((resolve) => child.once('exit', resolve));
    process.kill(-child.pid!, 'SIGINT');
    await ended;
  }
}

async function answers(url: string): Promise<boolean> {
  try {
    const body = JSON.stringify({ query: '{ opportunities(first: 1) { edges { node { seatsLeft company { legalName } } } } }' });
    const response = await fetch(`${url}/graphql`, { method: 'POST', headers: { 'content-type': 'application/json' }, body });
    return response.ok && ((await response.json()) as { errors?: unknown }).errors === undefined;
  } catch {
    return false;
  }
}

type Running = Awaited<ReturnType<typeof startGraph>>;

async function timedStart(dataDir: string, look: (graph: Running) => Promise<void>): Promise<number> {
  const started = performance.now();
  const graph = await startGraph({ port: 0, dataDir });
  const ms = performance.now() - started;
  try {
    await look(graph);
  } finally {
    await graph.stop();
  }
  return ms;
}

/** Resident memory of each process after a while of doing nothing, from the operating system. */
async function memory({ processes }: Running): Promise<void> {
  await new Promise((resolve) => setTimeout(resolve, IDLE_MS));
  for (const { name, pid } of Object.values(processes)) {
    const status = await readFile(`/proc/${pid}/status`, 'utf8').catch(() => '');
    const kb = Number(/VmRSS:\s+(\d+)/.exec(status)?.[1] ?? 0);
    report.goal(`${name}, resident when idle`, 'MB', kb / 1024, { most: name === 'gateway' ? 200 : 120 });
  }
}
