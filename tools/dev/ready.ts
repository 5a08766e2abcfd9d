import { Complaint } from './complaint.ts';
import type { Ports, ProcessName } from './ports.ts';
import type { GraphProcess } from './process.ts';

const LIMIT_MS = 60_000;
const PAUSE_MS = 25;

/** Waits until each process answers `/readyz`; complains about the one that ends or does not get there in time. */
export async function untilReady(processes: readonly GraphProcess[], ports: Ports, signal?: AbortSignal): Promise<void> {
  const deadline = performance.now() + LIMIT_MS;
  await Promise.all(processes.map((one) => untilOneIsReady(one, ports[one.name as ProcessName], deadline, signal)));
}

async function untilOneIsReady(one: GraphProcess, port: number, deadline: number, signal?: AbortSignal): Promise<void> {
  while (!(await isReady(port))) {
    signal?.throwIfAborted();
    if (one.hasEnded) throw new Complaint(whyItEnded(one));
    if (performance.now() > deadline)
      throw new Complaint(`${one.name} is not ready after ${LIMIT_MS / 1000} s:\n${one.lastLines().join('\n')}`);
    await new Promise((resolve) => setTimeout(resolve, PAUSE_MS));
  }
}

async function isReady(port: number): Promise<boolean> {
  try {
    const response = await fetch(`http://127.0.0.1:${port}/readyz`, { signal: AbortSignal.timeout(2_000) });
    await response.arrayBuffer();
    return response.ok;
  } catch {
    return false;
  }
}

/** What the process itself gave as the reason, in its last words; all of its newest lines if it gave none. */
function whyItEnded({ name, lastLines }: GraphProcess): string {
  for (const line of lastLines().toReversed()) {
    try {
      const { err, msg } = JSON.parse(line) as { err?: { message: string }; msg: string };
      if (err) return `${msg} ${err.message}`;
    } catch {
      // Not a log record.
    }
  }
  return `${name} ended during its start:\n${lastLines().join('\n')}`;
}
