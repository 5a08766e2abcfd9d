import { Complaint, runCommand } from './complaint.ts';
import { dataDirOf, runningGraph } from './data-folder.ts';
import { portOf } from './ports.ts';

// npm run clock -- +14d: moves the time of every process of a running development graph; each asks for its deadlines at once.
const units = { m: 60_000, h: 3_600_000, d: 86_400_000 } as const;

await runCommand(async () => {
  const [by, address] = process.argv.slice(2);
  const url = address ?? runningGraph(dataDirOf(process.env.DATA_DIR))?.url ?? `http://127.0.0.1:${portOf(process.env.PORT)}`;
  const response = await fetch(`${url}/dev/clock`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ offsetMs: offsetOf(by) }),
  }).catch(() => {
    throw new Complaint(`Nothing answers at ${url}: start the graph with npm start, or name its address after the offset.`);
  });
  if (!response.ok) throw new Complaint(`${url} answered ${response.status}: the clock moves in development only.`);
  console.log(`The graph’s clock is ${by} from the machine’s.`);
});

/** `+14d`, `-2h`, `+90m` from the machine's time; `0` goes back to it. */
function offsetOf(text = ''): number {
  const match = /^(?:([+-])(\d+)([mhd])|0)$/.exec(text);
  if (!match) throw new Complaint('Say how far from the machine’s time: npm run clock -- +14d (or -2h, +90m, 0)');
  const [, sign, count, unit] = match;
  return unit ? (sign === '-' ? -1 : 1) * Number(count) * units[unit as keyof typeof units] : 0;
}
