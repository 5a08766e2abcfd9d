import type { Registry } from 'prom-client';
import type { Slice } from './bus.ts';
import { gaugeIn } from './metrics.ts';

const BEHIND_MS = 30_000;

export interface Lag {
  handled(slice: Slice): void;
  /** Whether a partition has not been read to its end for 30 s. */
  isBehind(): boolean;
}

/** How many records of each partition are waiting for the group. */
export function lagOf(metrics: Registry | undefined, group: string): Lag {
  const behindSince = new Map<string, number>();
  const gauge = gaugeIn(metrics, {
    name: 'consumer_lag_records',
    help: 'Records of a partition that the group has not handled, when it last read.',
    labelNames: ['group', 'topic', 'partition'],
  });
  return {
    handled({ topic, partition, messages, end }) {
      const last = messages.at(-1);
      const left = last ? end - last.offset - 1n : 0n;
      gauge?.set({ group, topic, partition: String(partition) }, Number(left));
      const name = `${topic}/${partition}`;
      if (left === 0n) behindSince.delete(name);
      else if (!behindSince.has(name)) behindSince.set(name, performance.now());
    },
    isBehind: () => [...behindSince.values()].some((since) => performance.now() - since > BEHIND_MS),
  };
}
