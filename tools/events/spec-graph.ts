import { join } from 'node:path';
import { migrate, roleUrl } from '@crossing/runtime';
import { testDatabase, TEST_ROLE_SECRET, type TestDatabase } from '@crossing/testkit';
import { postgresLog, type Bus } from '@crossing/messaging';
import { graphAccess, SERVICES, type GraphAccess } from './graph-access.ts';
import type { Output } from './output.ts';

export const silent = { debug: () => {}, info: () => {}, warn: () => {}, error: () => {} };
const messaging = { name: 'messaging', dir: join(import.meta.dirname, '../../libs/messaging/migrations') };

/** A database with what every service has, and its log. */
export interface SpecGraph {
  readonly test: TestDatabase;
  readonly access: GraphAccess;
  /** The log, as the worker of a service; whoever opens it closes it. */
  readonly busOf: (service: string) => Promise<Bus>;
  close(): Promise<void>;
}

export async function specGraph(env: NodeJS.ProcessEnv = {}): Promise<SpecGraph> {
  const test = await testDatabase({ service: SERVICES[0]! });
  for (const service of SERVICES.slice(1))
    await migrate({ url: test.url, service, secret: TEST_ROLE_SECRET, sources: [messaging], clock: () => new Date() });
  const busOf = (service: string) =>
    postgresLog({ url: roleUrl(test.url, { service, secret: TEST_ROLE_SECRET, kind: 'worker' }), adminUrl: test.url, log: silent });
  return {
    test,
    access: graphAccess({ DATABASE_URL: test.url, DATABASE_ROLE_SECRET: TEST_ROLE_SECRET, ...env }),
    busOf,
    close: test.drop,
  };
}

/** What a command writes, and how to make it believe that nobody reads any more. */
export function collected(): Output & { readonly lines: string[]; readonly said: string[]; readonly close: () => void } {
  const [lines, said, closing] = [[] as string[], [] as string[], new AbortController()];
  return {
    lines,
    said,
    print: async (line) => void lines.push(line),
    say: (line) => void said.push(line),
    closed: closing.signal,
    close: () => closing.abort(),
  };
}
