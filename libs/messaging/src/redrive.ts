import type { Sql } from '@crossing/kernel';
import type { Transact } from './apply-slice.ts';
import { deadLetters, type OpenDeadLetter } from './dead-letters.ts';
import { causeOf, incomingOf } from './incoming.ts';
import type { Reaction } from './reaction.ts';

export interface RedriveOptions<Tx extends { readonly sql: Sql }> {
  readonly group: string;
  readonly reactions: readonly Reaction<Tx>[];
  readonly transact: Transact<Tx>;
  /** Only this key's, on whatever topic. */
  readonly key?: string;
}

export interface RedriveReport {
  readonly redriven: number;
  /** Keys whose first event failed again; the rest of such a key stays where it is. */
  readonly failed: readonly { readonly topic: string; readonly key: string; readonly reason: string }[];
}

/** Applies the open dead letters of a group, key by key and in their order, after what made them fail has been mended. */
export async function redrive<Tx extends { readonly sql: Sql }>(options: RedriveOptions<Tx>): Promise<RedriveReport> {
  const { group, transact } = options;
  const open = await transact(own(), ({ sql }) => deadLetters(sql, group).openKeys());
  const keys = open.filter(({ key }) => options.key === undefined || key === options.key);
  const failed: RedriveReport['failed'][number][] = [];
  let redriven = 0;
  for (const { topic, key } of keys) {
    for (let outcome = await redriveFirst(options, topic, key); outcome !== null; outcome = await redriveFirst(options, topic, key)) {
      if (outcome === 'redriven') redriven += 1;
      if (typeof outcome !== 'object') continue;
      failed.push({ topic, key, ...outcome });
      break;
    }
  }
  return { redriven, failed };
}

type Outcome = 'redriven' | 'changed' | { readonly reason: string };

/** Applies the first open event of a key; null when there is none. */
async function redriveFirst<Tx extends { readonly sql: Sql }>(
  options: RedriveOptions<Tx>,
  topic: string,
  key: string,
): Promise<Outcome | null> {
  const { group, reactions, transact } = options;
  const letter = await transact(own(), ({ sql }) => deadLetters(sql, group).lockFirst(topic, key));
  if (!letter) return null;
  const incoming = incomingOf(letter.message, reactions);
  try {
    if (incoming && incoming.kind !== 'event') throw new Error(incoming.reason);
    return await transact(incoming ? causeOf(incoming) : own(), async (tx) => {
      const letters = deadLetters(tx.sql, group);
      // Another operator may have been faster between the two transactions.
      if (!isSame(await letters.lockFirst(topic, key), letter)) return 'changed';
      for (const { handle } of incoming?.reactions ?? []) await handle(tx, incoming!.event);
      await letters.close(letter.id);
      return 'redriven';
    });
  } catch (error) {
    const reason = (error as Error).message;
    await transact(own(), ({ sql }) => deadLetters(sql, group).failedAgain(letter.id, reason));
    return { reason };
  }
}

const isSame = (a: OpenDeadLetter | null, b: OpenDeadLetter): boolean => a?.id === b.id;
const own = () => ({ correlationId: crypto.randomUUID() });
