/** Somebody was refused something: codes and ids only, never personal data, nothing that a client has made up. */
export interface Refused {
  /** A subjectRef, or `anonymous`. */
  readonly actor: string;
  /** What was refused, e.g. `operation.refused`. */
  readonly action: string;
  readonly aggregate: string;
  readonly aggregateId: string;
  /** A code, e.g. `FORBIDDEN`. */
  readonly reason: string;
}

export type NoteRefusal = (refused: Refused) => void;

export interface RefusalCount extends Refused {
  readonly count: number;
}

/** Refusals of a few seconds. */
export interface RefusalBatch {
  readonly counts: readonly RefusalCount[];
  /** How many more there were, of kinds for which there was no room. */
  readonly uncounted: number;
}

/** Counts equal refusals together, so that a flood of them costs neither memory nor rows. */
export interface RefusalTally {
  readonly note: NoteRefusal;
  /** What was counted since the last time; null when nothing was. */
  take(): RefusalBatch | null;
  /** Gives a batch back that could not be written. */
  putBack(batch: RefusalBatch): void;
}

/** Kinds of refusals that are told apart until they are taken. */
export const TALLY_LIMIT = 200;

export function refusalTally(limit = TALLY_LIMIT): RefusalTally {
  let counts = new Map<string, RefusalCount>();
  let uncounted = 0;
  const add = ({ actor, action, aggregate, aggregateId, reason }: Refused, count: number): void => {
    const key = [actor, action, aggregate, aggregateId, reason].join('\n');
    const known = counts.get(key);
    if (!known && counts.size >= limit) uncounted += count;
    else counts.set(key, { actor, action, aggregate, aggregateId, reason, count: (known?.count ?? 0) + count });
  };
  return {
    note: (refused) => add(refused, 1),
    take() {
      if (counts.size === 0 && uncounted === 0) return null;
      const batch = { counts: [...counts.values()], uncounted };
      counts = new Map();
      uncounted = 0;
      return batch;
    },
    putBack(batch) {
      for (const refused of batch.counts) add(refused, refused.count);
      uncounted += batch.uncounted;
    },
  };
}

interface HandOverOptions {
  readonly tally: RefusalTally;
  /** Rejects when the batch was not taken; it is tried again with what comes meanwhile. */
  readonly send: (batch: RefusalBatch) => Promise<void>;
  readonly log: { warn(fields: object, message: string): void };
  readonly everyMs?: number;
}

const EVERY_MS = 5_000;

/** Hands refusals over every five seconds, and a last time when it is stopped; answers how to stop it. */
export function handOverRefusals({ tally, send, log, everyMs = EVERY_MS }: HandOverOptions): () => Promise<void> {
  const handOver = async (): Promise<void> => {
    const batch = tally.take();
    if (!batch) return;
    try {
      await send(batch);
    } catch (error) {
      tally.putBack(batch);
      log.warn(
        { err: error, kinds: batch.counts.length },
        'Refusals could not be handed over to the audit log; they are kept and tried again.',
      );
    }
  };
  let last: Promise<void> = Promise.resolve();
  const timer = setInterval(() => (last = last.then(handOver)), everyMs);
  timer.unref();
  return async () => {
    clearInterval(timer);
    await last;
    await handOver();
  };
}
