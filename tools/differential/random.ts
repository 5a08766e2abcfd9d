/** Choices that a seed determines. */
export interface Random {
  /** A whole number from 0 up to but not including `below`. */
  int(below: number): number;
  /** True with this probability. */
  chance(probability: number): boolean;
  pick<T>(from: readonly T[]): T;
  /** Each element with this probability, at least one if there is any. */
  some<T>(from: readonly T[], probability: number): T[];
}

/** Mulberry32: small, fast, and the same everywhere. */
export function seeded(seed: number): Random {
  let state = seed >>> 0;
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  const int = (below: number): number => Math.floor(next() * below);
  const pick = <T>(from: readonly T[]): T => from[int(from.length)]!;
  const chance = (probability: number): boolean => next() < probability;
  return {
    int,
    chance,
    pick,
    some: (from, probability) => {
      const chosen = from.filter(() => chance(probability));
      return chosen.length > 0 || from.length === 0 ? chosen : [pick(from)];
    },
  };
}

/** FNV-1a over text: a number that looks random and depends on nothing else. */
export function hash(text: string): number {
  let value = 0x811c9dc5;
  for (let index = 0; index < text.length; index += 1) value = Math.imul(value ^ text.charCodeAt(index), 0x01000193);
  value ^= value >>> 15;
  return Math.imul(value, 0x2c1b3c6d) >>> 0;
}
