import type { NodePlan } from './layout.ts';
import { portIsTaken } from './ports.ts';

interface Ended {
  readonly plan: NodePlan;
  readonly log: string;
  /** What is known without its words, e.g. `ended during its start`. */
  readonly failure: string;
  /** The newest lines that it wrote. */
  readonly lines: readonly string[];
}

/** One sentence from what a node that did not start has said, and what to do. */
export function whyItEnded({ plan, log, failure, lines }: Ended): string {
  const said = lines.join('\n');
  const folder = /Failed to acquire lock on file \.lock in (\S+?)\. /.exec(said)?.[1];
  if (folder) return `${folder} is in use by another Kafka: stop that one, or name another folder with --data.`;
  // Somebody took it after we looked.
  const port = /bind to \S*:(\d+): Address already in use/.exec(said)?.[1];
  if (port) return portIsTaken(Number(port));
  const reason = lines.findLast((line) => /^\S*(?:Exception|Error)\b/.test(line));
  return `Kafka’s node ${plan.id} ${failure}${reason ? ` (${reason})` : ''}: its log is ${log}`;
}
