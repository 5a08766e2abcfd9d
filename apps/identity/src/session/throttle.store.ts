import { RateLimiterPostgres, RateLimiterRes } from 'rate-limiter-flexible';
import type { DataSource } from 'typeorm';
import { hashToken } from '../account/token.ts';
import type { Throttle } from './throttle.ts';

interface Limits {
  /** What is counted: the same key is counted apart for each. */
  readonly name: string;
  /** Attempts that are free. */
  readonly attempts: number;
  /** Over how many seconds they count, and how long one waits after them. */
  readonly windowSeconds: number;
}

/** Counts in PostgreSQL, so that every replica sees the same; keys are hashed, for they are addresses. */
export function throttleStore(worker: DataSource, { name, attempts, windowSeconds }: Limits): Throttle {
  const limiter = new RateLimiterPostgres({
    storeClient: { query: (text: { text: string; values: unknown[] }) => queryOf(worker, text) },
    storeType: 'client',
    tableName: 'sign_in_attempt',
    schemaName: 'identity',
    tableCreated: true,
    keyPrefix: '',
    points: attempts,
    duration: windowSeconds,
  });
  const keyOf = (key: string) => hashToken(`${name}\n${key}`).toString('base64url');
  return {
    async begin(key) {
      try {
        await limiter.consume(keyOf(key));
        return null;
      } catch (error) {
        if (!(error instanceof RateLimiterRes)) throw error;
        return Math.max(1, Math.ceil(error.msBeforeNext / 1000));
      }
    },
    forgive: async (key) => void (await limiter.delete(keyOf(key))),
  };
}

async function queryOf(worker: DataSource, { text, values }: { text: string; values: unknown[] }) {
  const runner = worker.createQueryRunner();
  try {
    const { records, affected } = await runner.query(text, values, true);
    // The limiter reckons in numbers; milliseconds since 1970 are exact in one.
    const rows = (records ?? []).map((row) => ({ ...row, expire: Number(row.expire) }));
    return { rows, rowCount: affected ?? rows.length };
  } finally {
    await runner.release();
  }
}
