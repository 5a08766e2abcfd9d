import type { Database } from '@crossing/runtime';
import { CONTRACTS, type Service } from '../contracts.ts';

/** How fast to write. */
export interface Pace {
  /** How long a lane takes for one transaction, in milliseconds. */
  gapMs(): number;
  stop(): void;
}

const LOOK_MS = 500;
/** With so many facts under way readers cannot keep up: faults would be measured by the backlog. */
const BACKLOG = 150;
const SLOWER = 4;

/** As fast as asked, slower while readers are behind: the machine may be slow, or have something else to do. */
export function paceOf(database: Database, service: Service, gapMs: number): Pace {
  let isBehind = false;
  const { topic } = CONTRACTS[service].facts;
  const look = async (): Promise<void> => {
    const [row] = await database.worker.query<{ behind: number }[]>(
      `SELECT sum(last - coalesce((SELECT max(n) FROM chaos.effect WHERE (topic, key) = (thing.topic, thing.key)), 0))::int AS behind
       FROM event_sequence AS thing WHERE topic = $1`,
      [topic],
    );
    isBehind = (row?.behind ?? 0) > BACKLOG;
  };
  // While the database is out the writer waits anyhow.
  const timer = setInterval(() => void look().catch(() => {}), LOOK_MS);
  return { gapMs: () => (isBehind ? SLOWER * gapMs : gapMs), stop: () => clearInterval(timer) };
}
