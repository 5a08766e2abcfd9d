import { randomInt } from 'node:crypto';
import { Complaint } from '@crossing/tool-dev/complaint.ts';
import { isFree } from '@crossing/tool-dev/ports.ts';

/** Where the first broker listens unless told otherwise. */
export const DEFAULT_KAFKA_PORT = 19_092;

/**
 * Below the ports that systems give to outgoing connections: a client that knocks for a broker that is down could be given that
 * very port, connect to itself, and keep the broker from coming back.
 */
const FREE = { from: 20_000, to: 32_000 } as const;

/** The controller's port and one for each broker: those before and after `port`, or free ones. */
export async function portsFrom(port: number | 'free', brokers: number): Promise<[number, ...number[]]> {
  if (port !== 'free') return [port - 1, ...Array.from({ length: brokers }, (_none, index) => port + index)];
  for (;;) {
    const first = randomInt(FREE.from, FREE.to);
    const ports: [number, ...number[]] = [first, ...Array.from({ length: brokers }, (_none, index) => first + 1 + index)];
    if ((await Promise.all(ports.map(isFree))).every(Boolean)) return ports;
  }
}

/** Complains about the first port that somebody else listens on. */
export async function requireFree(ports: readonly number[]): Promise<void> {
  for (const port of ports) if (!(await isFree(port))) throw new Complaint(portIsTaken(port));
}

/** What to say when a port is in use. */
export const portIsTaken = (port: number): string =>
  `Port ${port}, where Kafka should listen, is taken: stop what listens there, or start with another one: npm run kafka -- --port 29092`;
