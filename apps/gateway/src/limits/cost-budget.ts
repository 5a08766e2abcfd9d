import { isIPv4 } from 'node:net';
import { operationRefused } from '@crossing/subgraph/operation-refused.ts';
import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible';
import type { GatewayLimits } from './limits.ts';

/** Who pays for an operation. */
export interface Payer {
  /** The subjectRef of a signed-in person; null for anonymous requests. */
  readonly subject: string | null;
  /** The client's address, which pays where nobody is signed in. */
  readonly address: string;
}

export type Spend = (payer: Payer, cost: number) => Promise<void>;

/**
 * What a principal may spend in a minute, counted in this process: several gateways allow that much each. Throws RATE_LIMITED
 * with `retryAfter` in seconds once it is spent.
 */
export function costBudget({ perMinute, perMinuteAnonymous }: GatewayLimits['cost']): Spend {
  const people = new RateLimiterMemory({ keyPrefix: 'person', points: perMinute, duration: 60 });
  const addresses = new RateLimiterMemory({ keyPrefix: 'address', points: perMinuteAnonymous, duration: 60 });
  return async ({ subject, address }, cost) => {
    try {
      await (subject === null ? addresses.consume(networkOf(address), cost) : people.consume(subject, cost));
    } catch (error) {
      if (!(error instanceof RateLimiterRes)) throw error;
      const retryAfter = Math.max(1, Math.ceil(error.msBeforeNext / 1000));
      throw operationRefused('RATE_LIMITED', `This minute’s share is used up. Ask again in ${retryAfter} s.`, { retryAfter });
    }
  };
}

/** An IPv4 address, or the /64 of an IPv6 address: whoever has one of its addresses has all of them. */
export function networkOf(address: string): string {
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(address)?.[1];
  if (mapped !== undefined || isIPv4(address)) return mapped ?? address;
  const [head = '', tail] = address.split('%')[0]!.split('::');
  const groups = (text: string): string[] => (text === '' ? [] : text.split(':'));
  const [before, after] = [groups(head), tail === undefined ? [] : groups(tail)];
  const zeros = Array.from({ length: tail === undefined ? 0 : 8 - before.length - after.length }, () => '0');
  const first = [...before, ...zeros, ...after].slice(0, 4).map((group) => Number.parseInt(group, 16).toString(16));
  return `${first.join(':')}::/64`;
}
