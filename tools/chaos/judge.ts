/** The last number of a key on a topic. */
export interface Last {
  readonly topic: string;
  readonly key: string;
  readonly last: number;
}

/** A fact that was applied. */
export interface Effect {
  readonly topic: string;
  readonly key: string;
  readonly n: number;
}

/** A snapshot that replaced one that was not older. */
export interface Regress {
  readonly had: number;
  readonly got: number;
}

export interface Evidence {
  /** What the database of the writers holds: numbers are given out one by one, so 1 to `last` were committed. */
  readonly committed: readonly Last[];
  /** What writers were told is committed; of a commit whose answer was lost they know nothing. */
  readonly acknowledged: readonly Last[];
  /** In the order in which they were applied. */
  readonly effects: readonly Effect[];
  /** The version that each read model shows. */
  readonly snapshots: readonly Last[];
  readonly regresses: readonly Regress[];
}

export interface Verdict {
  /** How many events were committed. */
  readonly events: number;
  /** Committed and not applied, or acknowledged and not even committed. */
  readonly lost: number;
  /** Applications beyond the one that each committed event has coming to it. */
  readonly twice: number;
  /** Facts whose first application came behind a later one of their key, and snapshots that went back. */
  readonly outOfOrder: number;
}

/** Compares what was committed with what was applied; topics in `snapshots` are states, the other ones facts. */
export function judge({ committed, acknowledged, effects, snapshots, regresses }: Evidence): Verdict {
  const shown = new Map(snapshots.map((snapshot) => [nameOf(snapshot), snapshot.last]));
  const applied = Map.groupBy(effects, nameOf);
  const stored = new Map(committed.map((each) => [nameOf(each), each.last]));
  const facts = committed.filter(({ topic }) => isFacts(topic)).map((each) => judgeFacts(each.last, applied.get(nameOf(each)) ?? []));
  const behind = committed.filter(({ topic }) => !isFacts(topic)).map((each) => Math.max(0, each.last - (shown.get(nameOf(each)) ?? 0)));
  const forgotten = acknowledged.map((each) => Math.max(0, each.last - (stored.get(nameOf(each)) ?? 0)));
  return {
    events: sum(committed.map(({ last }) => last)),
    lost: sum(facts.map(({ lost }) => lost)) + sum(behind) + sum(forgotten),
    twice: sum(facts.map(({ twice }) => twice)) + regresses.filter(({ had, got }) => had === got).length,
    outOfOrder: sum(facts.map(({ outOfOrder }) => outOfOrder)) + regresses.filter(({ had, got }) => got < had).length,
  };
}

/** By the name of a topic: `crossing.<service>.<aggregate>.<kind>.v1`. */
const isFacts = (topic: string): boolean => topic.split('.')[3] === 'fact';

function judgeFacts(last: number, effects: readonly Effect[]): Omit<Verdict, 'events'> {
  const seen = new Set<number>();
  let outOfOrder = 0;
  let newest = 0;
  for (const { n } of effects) {
    if (seen.has(n) || n > last) continue;
    seen.add(n);
    if (n < newest) outOfOrder += 1;
    newest = Math.max(newest, n);
  }
  return { lost: last - seen.size, twice: effects.length - seen.size, outOfOrder };
}

/** Tells a thing on a topic from every other. */
export const nameOf = ({ topic, key }: { readonly topic: string; readonly key: string }): string => `${topic}\n${key}`;
const sum = (numbers: readonly number[]): number => numbers.reduce((total, number) => total + number, 0);
