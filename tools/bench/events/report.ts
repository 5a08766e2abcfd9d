import type { Goal } from '../report.ts';
import { median as medianOf } from '../statistics.ts';
import type { Latency } from './latency.ts';
import type { Throughput } from './throughput.ts';

/** What one backbone did in one round; of states, ours only. */
export interface Round {
  readonly latency: Latency;
  readonly facts: Throughput;
  readonly states?: Throughput;
}

/** The medians of a backbone's rounds; of what was lost or differs, the sum. */
export interface Figures {
  readonly p50: number;
  readonly p99: number;
  readonly relay: number;
  readonly facts: number;
  readonly states?: number;
  /** Milliseconds of CPU time of this process for 1 000 events. */
  readonly relayCpu: number;
  readonly factsCpu: number;
  readonly lost: number;
  readonly differences: number;
}

export function figuresOf(rounds: readonly Round[]): Figures {
  const median = (of: (round: Round) => number): number => medianOf(rounds.map(of));
  const sum = (of: (round: Round) => number): number => rounds.reduce((total, round) => total + of(round), 0);
  return {
    p50: median(({ latency }) => latency.p50),
    p99: median(({ latency }) => latency.p99),
    relay: medianOf(rounds.flatMap(({ facts, states }) => [facts.relay, ...(states ? [states.relay] : [])])),
    facts: median(({ facts }) => facts.consumer),
    ...(rounds[0]!.states && { states: median(({ states }) => states!.consumer) }),
    relayCpu: median(({ facts }) => facts.relayCpu),
    factsCpu: median(({ facts }) => facts.consumerCpu),
    lost: sum(({ latency }) => latency.lost),
    differences: sum(({ facts, states }) => facts.differences + (states?.differences ?? 0)),
  };
}

/** What is asked of a backbone of ours whose p99 may be `mostMs`. */
export function goalsOf(name: string, mostMs: number, { p99, relay, facts, states }: Figures): Goal[] {
  const atMost = (what: string, goal: number, value: number): Goal => ({
    name: `${name}: ${what}`,
    goal,
    value: round(value),
    met: value <= goal,
  });
  const atLeast = (what: string, value: number): Goal => ({
    name: `${name}: ${what}`,
    goal: 10_000,
    value: round(value),
    met: value >= 10_000,
  });
  return [
    atMost('commit → applied, p99 in ms, at most', mostMs, p99),
    atLeast('relay, events/s, at least', relay),
    atLeast('consumer of facts, events/s, at least', facts),
    atLeast('consumer of states, events/s, at least', states!),
  ];
}

const HEADINGS = ['p50 ms', 'p99 ms', 'relay/s', 'facts/s', 'states/s', 'relay CPU', 'facts CPU', 'lost'];

/** One line a backbone, under one with the headings. */
export function tableOf(figures: ReadonlyMap<string, Figures>): string {
  const width = Math.max(...[...figures.keys()].map(({ length }) => length));
  const line = (name: string, cells: readonly (number | string)[]): string =>
    [name.padEnd(width), ...cells.map((cell) => (typeof cell === 'number' ? round(cell).toLocaleString('en-GB') : cell).padStart(9))].join(
      ' ',
    );
  const lines = [...figures].map(([name, { p50, p99, relay, facts, states, relayCpu, factsCpu, lost }]) =>
    line(name, [p50, p99, relay, facts, states ?? '–', relayCpu, factsCpu, lost]),
  );
  return [line('', HEADINGS), ...lines].join('\n');
}

const round = (value: number): number => (value >= 100 ? Math.round(value) : Math.round(value * 10) / 10);
