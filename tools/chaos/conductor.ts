import { setTimeout as sleep } from 'node:timers/promises';
import type { Arguments } from './arguments.ts';
import { gather, inspect, type Records } from './evidence.ts';
import { inject, patienceOf } from './faults.ts';
import { judge, type Verdict } from './judge.ts';
import { beyond, committed, quiet } from './progress.ts';
import { schedule, type PlannedFault } from './schedule.ts';
import { setStage, THINGS, type Stage } from './stage.ts';
import type { Recovery } from './table.ts';

export interface Outcome extends Verdict, Records {
  readonly recoveries: readonly Recovery[];
  /** Faults after which events did not flow again in time. */
  readonly unrecovered: number;
}

interface Listener {
  /** Hears what happens, a line at a time. */
  readonly say: (line: string) => void;
  /** Aborted: the run ends early, and nothing is left of it. */
  readonly signal: AbortSignal;
}

const WARM_MS = 60_000;
/** A Kafka consumer that hangs is given up after 75 s. */
const STANDSTILL_MS = { log: 30_000, kafka: 90_000 } as const;
/** Of a loss nothing more will come, however long one waits. */
const SABOTAGED_MS = 20_000;

/** Sets the stage, lets things go wrong for as long as asked, waits until everything is quiet, and compares. */
export async function conduct(options: Arguments, { say, signal }: Listener): Promise<Outcome> {
  const stage = await setStage(options, say);
  try {
    say(`${stage.workers.length} processes; seed ${options.seed}.`);
    await stage.database.ask('SELECT');
    await warmUp(stage, signal);
    const recoveries: (Recovery | null)[] = [];
    await play(stage, options, { say, signal, heard: (recovery) => recoveries.push(recovery) });
    say('No more faults; waiting until everything has arrived.');
    await Promise.all(stage.workers.filter(({ role }) => role === 'writer').map((writer) => writer.stop()));
    await quiet(stage.database, options.sabotage ? SABOTAGED_MS : STANDSTILL_MS[options.bus]);
    const recovered = recoveries.filter((recovery) => recovery !== null);
    const found = { ...judge(await gather(stage)), ...(await inspect(stage)) };
    return { ...found, recoveries: recovered, unrecovered: recoveries.length - recovered.length };
  } finally {
    await stage.stop();
  }
}

/** Until something of every thing has arrived. */
async function warmUp({ database }: Stage, signal: AbortSignal): Promise<void> {
  for (const since = performance.now(); performance.now() - since < WARM_MS; await sleep(100, null, { signal })) {
    const known = await committed(database);
    if (
      known.length === THINGS &&
      (await beyond(
        database,
        known.map((each) => ({ ...each, last: 0 })),
        1,
      ))
    )
      return;
  }
  throw new Error('Nothing arrives even without any fault: look into the logs (--logs DIR).');
}

type Play = Listener & { readonly heard: (recovery: Recovery | null) => void };

async function play(stage: Stage, { seed, faults, bus, seconds }: Arguments, { say, signal, heard }: Play): Promise<void> {
  const start = performance.now();
  const elapsed = (): number => performance.now() - start;
  for (const planned of schedule(seed, faults, bus)) {
    if (!planned.isFirst && Math.max(planned.atMs, elapsed()) >= seconds * 1_000) break;
    await sleep(Math.max(0, planned.atMs - elapsed()), null, { signal });
    const at = (elapsed() / 1_000).toFixed(1).padStart(6);
    const { what, ms } = await happen(stage, planned, bus);
    say(`${at} s  ${planned.kind.padEnd(16)} ${what}: ${ms === null ? 'no recovery' : `${Math.round(ms)} ms`}`);
    heard(ms === null ? null : { kind: planned.kind, ms });
    signal.throwIfAborted();
  }
  await sleep(Math.max(0, seconds * 1_000 - elapsed()), null, { signal });
}

/** Lets one fault happen and answers when everybody was served again. */
async function happen(stage: Stage, planned: PlannedFault, bus: Arguments['bus']): Promise<{ what: string; ms: number | null }> {
  const before = await committed(stage.database);
  const { what, since, over } = await inject(stage, planned);
  const patience = patienceOf(planned.kind, bus);
  const recovered = await beyond(stage.database, planned.kind === 'poison' ? await committed(stage.database) : before, patience);
  const ms = recovered ? performance.now() - since : null;
  if (over) {
    const meanwhile = await committed(stage.database);
    await over();
    await beyond(stage.database, meanwhile, patience);
  }
  return { what, ms };
}
