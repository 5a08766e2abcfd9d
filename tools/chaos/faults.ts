import { setTimeout as sleep } from 'node:timers/promises';
import { natureOf, type BusName, type Kind } from './kinds.ts';
import type { PlannedFault } from './schedule.ts';
import type { Stage } from './stage.ts';
import { duplicate } from './duplicate.ts';
import { poison } from './poison.ts';
import { relayName, type Role } from './worker/assignment.ts';
import type { WorkerProcess } from './worker-process.ts';

/** A fault that has happened. */
export interface Fault {
  /** What was hit. */
  readonly what: string;
  /** From when on recovery is measured, by `performance.now()`. */
  readonly since: number;
  /** Puts things back that do not come back by themselves. */
  readonly over?: () => Promise<void>;
}

type Inject = (stage: Stage, target: number) => Promise<Fault>;

/** Longer than a broker's answer takes, shorter than the controller's patience with a silent broker. */
const FROZEN_MS = 1_000;
/** Longer than the lease of a session lock. */
const LEASE_MS = 12_000;
/** Longer than the session of a member of a Kafka group. */
const SESSION_MS = 35_000;

const KINDS: Readonly<Record<Kind, Inject>> = {
  'kill-writer': async (stage, target) => killed(pick(stage, 'writer', target)),
  'kill-relay': async (stage, target) => killed(await leaderOf(stage, target)),
  'kill-consumer': async (stage, target) => killed(pick(stage, 'consumer', target)),
  'stop-relay': async (stage, target) => frozen(await leaderOf(stage, target), LEASE_MS),
  'stop-consumer': async (stage, target) => frozen(pick(stage, 'consumer', target), stage.kafka ? SESSION_MS : LEASE_MS),
  'restart-database': async ({ database }) => {
    const since = performance.now();
    await database.restart();
    return { what: 'PostgreSQL', since };
  },
  'cut-connections': cutConnections,
  duplicate,
  poison,
  'kill-broker': (stage, target) => killBroker(stage, target, 0),
  'freeze-broker': (stage, target) => killBroker(stage, target, FROZEN_MS),
};

/** Lets a planned fault happen. */
export const inject = (stage: Stage, { kind, target }: PlannedFault): Promise<Fault> => KINDS[kind](stage, target);

/** How long a recovery may take before the run goes on without it. */
export const patienceOf = (kind: Kind, bus: BusName): number => natureOf(kind, bus)!.lastsMs + 60_000;

const pick = ({ workers }: Stage, role: Role, target: number): WorkerProcess => {
  const candidates = workers.filter((worker) => worker.role === role);
  return candidates[target % candidates.length]!;
};

/** The relay that holds its service's lock; any if none does at this moment. */
async function leaderOf(stage: Stage, target: number): Promise<WorkerProcess> {
  const rows = await stage.database.ask<{ name: string }>(
    `SELECT application_name AS name FROM pg_locks JOIN pg_stat_activity USING (pid) WHERE locktype = 'advisory' AND granted`,
  );
  const any = pick(stage, 'relay', target);
  const leads = ({ service, index }: WorkerProcess): boolean => rows.some(({ name }) => name === relayName(service, index));
  return stage.workers.find((worker) => worker.role === 'relay' && worker.service === any.service && leads(worker)) ?? any;
}

function killed(worker: WorkerProcess): Fault {
  worker.kill();
  return { what: worker.name, since: performance.now() };
}

function frozen(worker: WorkerProcess, forMs: number): Fault {
  const since = performance.now();
  worker.freeze();
  return {
    what: worker.name,
    since,
    async over() {
      await sleep(Math.max(0, since + forMs - performance.now()));
      worker.thaw();
    },
  };
}

/** Looks for backends that are in the middle of a commit and ends those; then all that wait in a transaction. */
async function cutConnections({ database }: Stage): Promise<Fault> {
  const cut = (condition: string) =>
    database.ask(
      `SELECT pg_terminate_backend(pid) FROM pg_stat_activity
       WHERE usename LIKE '%\\_worker' AND application_name <> 'chaos.conductor' AND ${condition}`,
    );
  let commits = 0;
  for (const start = performance.now(); commits < 5 && performance.now() - start < 2_000;) {
    commits += (await cut(`state = 'active' AND query = 'COMMIT'`)).length;
  }
  const open = await cut(`state = 'idle in transaction'`);
  return { what: `${commits} commits, ${open.length} open transactions`, since: performance.now() };
}

async function killBroker({ kafka }: Stage, target: number, silentMs: number): Promise<Fault> {
  const brokers = kafka!.nodes.filter(({ role }) => role !== 'controller');
  const { id } = brokers[target % brokers.length]!;
  const since = performance.now();
  if (silentMs > 0) {
    await kafka!.kill(id, 'SIGSTOP');
    await sleep(silentMs);
  }
  await kafka!.kill(id, 'SIGKILL');
  return { what: `broker ${id}`, since, over: () => kafka!.restart(id) };
}
