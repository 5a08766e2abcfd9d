/** How a consumer is to be judged. */
export interface ReadingWatchOptions {
  /** How long nothing at all may be fetched, and how long a rebalance may take, in milliseconds. */
  readonly stallMs: number;
  /** How long one of the partitions may not be fetched, outside of a rebalance, in milliseconds. */
  readonly starvedMs: number;
  /** Told why the consumer is to be given up. */
  readonly bark: (reason: string) => void;
}

/** Looks whether a consumer reads everything that it was given. */
export interface ReadingWatch {
  /** These are its partitions from now on, by topic. */
  assigned(partitions: Readonly<Record<string, readonly number[]>>): void;
  /** A broker has answered what there is of this partition; maybe nothing. */
  fetched(topic: string, partition: number): void;
  /** Does work that fetching has to wait for, and is not held against it. */
  during<T>(work: () => Promise<T>): Promise<T>;
  /** Waits for the other members of the group; nothing is fetched meanwhile. */
  rebalancing<T>(work: () => Promise<T>): Promise<T>;
  stop(): void;
}

const LOOK_MS = 500;
/** Work that lasts longer keeps other partitions waiting. */
const LONG_MS = 1_000;

/**
 * kafkajs reads of each broker by a loop of its own. One that waits for an answer that was lost with its connection waits for
 * ever, or holds on to what it knew of the cluster, while the others go on: only the partitions themselves tell.
 */
export function watchReading({ stallMs, starvedMs, bark }: ReadingWatchOptions): ReadingWatch {
  const signs = new Map<string, number>();
  const begun = new Set<{ readonly at: number }>();
  const joins = new Set<{ readonly at: number }>();
  let lastSign = performance.now();

  const signAll = (): void => {
    lastSign = performance.now();
    for (const name of signs.keys()) signs.set(name, lastSign);
  };

  function look(): void {
    const now = performance.now();
    if ([...begun].some(({ at }) => now - at > LONG_MS)) return signAll();
    const silentMs = now - lastSign;
    if (silentMs > stallMs) return bark(`has not fetched for ${Math.round(silentMs / 1000)} s`);
    if ([...joins].some(({ at }) => now - at > stallMs)) return bark('hangs in a rebalance');
    if (joins.size > 0) return;
    for (const [name, at] of signs) {
      if (now - at > starvedMs) return bark(`has not fetched ${name} for ${Math.round((now - at) / 1000)} s`);
    }
  }

  const timer = setInterval(look, LOOK_MS).unref();
  return {
    assigned(partitions) {
      signs.clear();
      for (const [topic, numbers] of Object.entries(partitions)) for (const number of numbers) signs.set(nameOf(topic, number), 0);
      signAll();
    },
    fetched(topic, partition) {
      lastSign = performance.now();
      const name = nameOf(topic, partition);
      if (signs.has(name)) signs.set(name, lastSign);
    },
    async during(work) {
      const task = { at: performance.now() };
      begun.add(task);
      try {
        return await work();
      } finally {
        begun.delete(task);
        if (performance.now() - task.at > LONG_MS) signAll();
      }
    },
    async rebalancing(work) {
      const task = { at: performance.now() };
      joins.add(task);
      try {
        return await work();
      } finally {
        joins.delete(task);
        signAll();
      }
    },
    stop: () => clearInterval(timer),
  };
}

const nameOf = (topic: string, partition: number): string => `${topic}/${partition}`;
