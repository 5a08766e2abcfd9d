export type BusName = 'kafka' | 'log';

/** The ways in which things go wrong, each a row of the table. */
export const KINDS = [
  'kill-writer',
  'kill-relay',
  'kill-consumer',
  'stop-relay',
  'stop-consumer',
  'restart-database',
  'cut-connections',
  'duplicate',
  'poison',
  'kill-broker',
  'freeze-broker',
] as const;
export type Kind = (typeof KINDS)[number];

interface Nature {
  /** About how long it takes until everything is as before, in milliseconds: the schedule leaves that much room. */
  readonly lastsMs: number;
  /** How often it comes, compared with the others, once each has come. */
  readonly weight: number;
}

const brief: Nature = { lastsMs: 2_500, weight: 3 };
const long: Nature = { lastsMs: 14_000, weight: 1 };

const NATURES: Readonly<Record<Kind, Nature>> = {
  'kill-writer': brief,
  'kill-relay': brief,
  'kill-consumer': brief,
  'stop-relay': long,
  'stop-consumer': long,
  'restart-database': { lastsMs: 5_000, weight: 2 },
  'cut-connections': brief,
  duplicate: brief,
  poison: { lastsMs: 4_000, weight: 2 },
  'kill-broker': { lastsMs: 10_000, weight: 2 },
  'freeze-broker': { lastsMs: 12_000, weight: 2 },
};

/** A Kafka group waits out the session of a member that died: 30 s. */
const ON_KAFKA: Partial<Record<Kind, Nature>> = {
  'kill-consumer': { lastsMs: 33_000, weight: 1 },
  'stop-consumer': { lastsMs: 38_000, weight: 1 },
};

/** How a kind of fault goes on this bus; null if there is nothing that it could break. */
export function natureOf(kind: Kind, bus: BusName): Nature | null {
  if (bus === 'log') return kind.endsWith('-broker') ? null : NATURES[kind];
  return ON_KAFKA[kind] ?? NATURES[kind];
}

/** The kinds that can happen on this bus. */
export const kindsOn = (bus: BusName): readonly Kind[] => KINDS.filter((kind) => natureOf(kind, bus) !== null);
