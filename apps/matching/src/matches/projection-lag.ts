import type { HealthState } from '@crossing/kernel';
import type { PartitionOffset, Slice } from '@crossing/messaging';

/** How far the read models are behind what has been published. */
export interface ProjectionLag {
  /** What the index, which follows the same topics, has seen of them. */
  saw(slice: Pick<Slice, 'topic' | 'partition' | 'end'>): void;
  /**
   * How far the read models have come; to be told again and again. True when they have come past everything that had been seen
   * when it was true before.
   */
  committed(offsets: readonly PartitionOffset[]): boolean;
  /** For how long something that was published may be missing in the read models; 0 when they have everything. */
  behindMs(): number;
  /** More than 30 s behind. */
  isBehind(): boolean;
  state(): HealthState;
}

const TOO_LONG_MS = 30_000;

/** `elapsed` answers milliseconds of the machine's own time: a lag is technical, not the domain's. */
export function projectionLag(elapsed: () => number): ProjectionLag {
  const ends = new Map<string, bigint>();
  // What had been published at `since`; when the read models have come so far, a new mark is set.
  let mark = { since: elapsed(), ends: new Map<string, bigint>() };
  let reached = true;
  const keyOf = ({ topic, partition }: { topic: string; partition: number }) => `${topic} ${partition}`;
  const behindMs = (): number => (reached ? 0 : Math.round(elapsed() - mark.since));
  const isBehind = (): boolean => behindMs() > TOO_LONG_MS;

  return {
    saw: (slice) => void ends.set(keyOf(slice), slice.end),
    committed(offsets) {
      const positions = new Map(offsets.map((position) => [keyOf(position), position.offset]));
      const hasReached = (goal: ReadonlyMap<string, bigint>) => [...goal].every(([key, end]) => (positions.get(key) ?? 0n) >= end);
      const isPast = hasReached(mark.ends);
      if (isPast) mark = { since: elapsed(), ends: new Map(ends) };
      reached = hasReached(mark.ends);
      return isPast;
    },
    behindMs,
    isBehind,
    state: () => (isBehind() ? { status: 'degraded', detail: 'the read models are more than 30 s behind' } : { status: 'ok' }),
  };
}
