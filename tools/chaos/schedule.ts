import { natureOf, type BusName, type Kind } from './kinds.ts';

/** A fault that is to come. */
export interface PlannedFault {
  readonly kind: Kind;
  /** Which one of those it could hit, as a number to be taken modulo how many there are. */
  readonly target: number;
  /** Not before this time, in milliseconds from the start. */
  readonly atMs: number;
  /** Whether every kind comes for the first time: the run goes on until each has come. */
  readonly isFirst: boolean;
}

const SETTLING_MS = 3_000;
const PAUSE_MS = { from: 500, span: 1_500 } as const;
const TARGETS = 1_000;

/** Without end: each of the kinds once in a random order, then any by weight. The same seed gives the same faults. */
export function* schedule(seed: number, kinds: readonly Kind[], bus: BusName): Generator<PlannedFault, void> {
  const random = randomFrom(seed);
  const first = shuffled(kinds, random);
  let atMs = SETTLING_MS;
  for (let n = 0; kinds.length > 0; n += 1) {
    const kind = first[n] ?? weighted(kinds, bus, random);
    yield { kind, target: Math.floor(random() * TARGETS), atMs: Math.round(atMs), isFirst: n < first.length };
    atMs += natureOf(kind, bus)!.lastsMs + PAUSE_MS.from + random() * PAUSE_MS.span;
  }
}

/** Numbers from 0 to below 1 that only depend on the seed (mulberry32). */
export function randomFrom(seed: number): () => number {
  let state = seed | 0;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

function shuffled(kinds: readonly Kind[], random: () => number): Kind[] {
  const order = [...kinds];
  for (let last = order.length - 1; last > 0; last -= 1) {
    const other = Math.floor(random() * (last + 1));
    [order[last], order[other]] = [order[other]!, order[last]!];
  }
  return order;
}

function weighted(kinds: readonly Kind[], bus: BusName, random: () => number): Kind {
  let left = random() * kinds.reduce((sum, kind) => sum + natureOf(kind, bus)!.weight, 0);
  return kinds.find((kind) => (left -= natureOf(kind, bus)!.weight) < 0) ?? kinds[0]!;
}
