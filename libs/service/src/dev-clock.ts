import type { MovableClock } from '@crossing/runtime';
import { Refusal } from '@crossing/subgraph';
import type { FastifyInstance } from 'fastify';

const LIMIT_MS = 100 * 365 * 86_400_000;

/** `POST /dev/clock {offsetMs}`: moves this process's domain time. Development only; `npm run clock` moves all processes. */
export function addDevClock(http: FastifyInstance, clock: MovableClock): void {
  http.post('/dev/clock', (request) => {
    const { offsetMs } = (request.body ?? {}) as { offsetMs?: unknown };
    if (typeof offsetMs !== 'number' || !Number.isSafeInteger(offsetMs) || Math.abs(offsetMs) > LIMIT_MS) {
      throw new Refusal('BAD_USER_INPUT', 'offsetMs must be a whole number of milliseconds, e.g. {"offsetMs": 86400000}.');
    }
    clock.shiftTo(offsetMs);
    return { offsetMs, now: clock.clock().toISOString() };
  });
}
