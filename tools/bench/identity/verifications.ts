import { execFile } from 'node:child_process';
import path from 'node:path';
import { promisify } from 'node:util';
import { median } from '../statistics.ts';

/** Access tokens that one gateway checks in a second, the medians of the rounds. */
export interface Verifications {
  /** Tokens that it sees for the first time. */
  readonly first: number;
  /** Tokens that it has seen. */
  readonly again: number;
  /** Every time anew, as without its memory. */
  readonly alternative: number;
  /** Tokens that were not taken, or tokens with another signature that were. */
  readonly differences: number;
}

type Rounds = Record<'first' | 'again' | 'alternative', readonly number[]> & Pick<Verifications, 'differences'>;

const root = path.join(import.meta.dirname, '../../..');
const SCRIPT = 'apps/gateway/bench/time-verifications.ts';

/** In a process of its own, which does nothing else. */
export async function verifications({ rounds, tokens }: { rounds: number; tokens: number }): Promise<Verifications> {
  const { stdout } = await promisify(execFile)(process.execPath, [SCRIPT, String(rounds), String(tokens)], { cwd: root });
  const { first, again, alternative, differences } = JSON.parse(stdout) as Rounds;
  return { first: median(first), again: median(again), alternative: median(alternative), differences };
}
