import { createServer, type AddressInfo } from 'node:net';
import { Complaint } from './complaint.ts';

/** The processes of the graph, in the order of their ports (decisions D1). */
export const PROCESSES = ['gateway', 'identity', 'contributor', 'company-verification', 'matching'] as const;
export type ProcessName = (typeof PROCESSES)[number];
export type SubgraphName = Exclude<ProcessName, 'gateway'>;
export const SUBGRAPHS = PROCESSES.filter((name): name is SubgraphName => name !== 'gateway');

export const DEFAULT_PORT = 4000;
export const DEFAULT_POSTGRES_PORT = 5433;

export type Ports = Readonly<Record<ProcessName, number>>;

/** The port that a setting names, or the default; room for the subgraphs' ports must be left above it. */
export function portOf(setting: string | undefined): number {
  if (!setting) return DEFAULT_PORT;
  const port = Number(setting);
  if (!Number.isInteger(port) || port < 0 || port > 65_535 - PROCESSES.length)
    throw new Complaint(`PORT must be a number from 1 to 65530, or 0 for free ports, not ${setting}.`);
  return port;
}

/** The gateway on `port`, the subgraphs on the ones after it; 0 takes free ones. */
export async function portsFrom(port: number): Promise<Ports> {
  const numbers = port === 0 ? await freePorts(PROCESSES.length) : PROCESSES.map((_name, index) => port + index);
  return Object.fromEntries(PROCESSES.map((name, index) => [name, numbers[index]])) as Ports;
}

/** Complains about the first port that somebody else listens on. */
export async function requireFree(ports: Partial<Ports>): Promise<void> {
  for (const [name, port] of Object.entries(ports))
    if (!(await isFree(port)))
      throw new Complaint(
        `Port ${port}, where ${name} should listen, is taken: stop what listens there, or start with another one: PORT=5000 npm start`,
      );
}

export const isFree = (port: number): Promise<boolean> =>
  new Promise((resolve) => {
    const server = createServer()
      .once('error', () => resolve(false))
      .listen(port, '127.0.0.1', () => server.close(() => resolve(true)));
  });

/** Ports that nobody listens on, all different. */
export async function freePorts(count: number): Promise<number[]> {
  const servers = await Promise.all(
    Array.from({ length: count }, async () => {
      const server = createServer();
      await new Promise<void>((resolve, reject) => server.once('error', reject).listen(0, '127.0.0.1', resolve));
      return server;
    }),
  );
  const ports = servers.map((server) => (server.address() as AddressInfo).port);
  await Promise.all(servers.map((server) => new Promise((resolve) => server.close(resolve))));
  return ports;
}
