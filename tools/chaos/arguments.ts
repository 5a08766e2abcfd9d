import { parseArgs } from 'node:util';
import { Complaint } from '@crossing/tool-dev/complaint.ts';
import { reasonOf, wholeNumber } from '@crossing/tool-dev/flags.ts';
import { kindsOn, type BusName, type Kind } from './kinds.ts';
import { PLANS, SABOTAGES, type Sabotage } from './sabotages.ts';

/** What `npm run chaos` was asked for. */
export interface Arguments {
  readonly help: boolean;
  readonly json: boolean;
  readonly bus: BusName;
  readonly seconds: number;
  readonly seed: number;
  readonly faults: readonly Kind[];
  readonly sabotage: Sabotage | null;
  /** Transactions a second of each of the two writers; each writes a fact and a state. */
  readonly rate: number;
  /** Where the logs of the processes are kept; nowhere by default. */
  readonly logs: string | null;
}

const FLAGS = '[--bus log|kafka] [--seconds 60] [--seed N] [--faults A,B] [--sabotage NAME] [--rate 60] [--logs DIR] [--json]';

/** What `--help` shows. */
export const USAGE = `npm run chaos -- ${FLAGS}

  --bus       log (in PostgreSQL, the default) or kafka (a controller and three brokers)
  --seconds   how long faults begin; each kind comes at least once
  --seed      the same seed gives the same schedule; printed, random by default
  --faults    some of ${kindsOn('kafka').join(', ')}; or none
  --sabotage  does without one guard: ${SABOTAGES.join(', ')}
  --rate      transactions a second of each of the two writers
  --logs      a folder in which the logs of all processes are kept
  --json      a line of JSON for each row; the last one is the total`;

const LIMIT = 2 ** 31 - 1;

/** Reads the words after `npm run chaos --`; complains about what it does not know and about values that cannot be. */
export function argumentsFrom(words: readonly string[], chance: () => number = Math.random): Arguments {
  const values = parsed(words);
  const bus = oneOf('--bus', values.bus ?? 'log', ['log', 'kafka'] as const);
  const sabotage = values.sabotage === undefined ? null : oneOf('--sabotage', values.sabotage, SABOTAGES);
  if (sabotage === 'coverage-check' && bus !== 'kafka') throw new Complaint('Only Kafka’s answers are checked for coverage: --bus kafka.');
  return {
    help: values.help ?? false,
    json: values.json ?? false,
    bus,
    seconds: wholeNumber('--seconds', values.seconds ?? '60', { to: 86_400 }),
    seed: wholeNumber('--seed', values.seed ?? String(1 + Math.floor(chance() * (LIMIT - 1))), { to: LIMIT }),
    faults: faultsFrom(values.faults, bus, sabotage),
    sabotage,
    rate: wholeNumber('--rate', values.rate ?? '60', { to: 10_000 }),
    logs: values.logs ?? null,
  };
}

function faultsFrom(given: string | undefined, bus: BusName, sabotage: Sabotage | null): readonly Kind[] {
  if (given === undefined) return sabotage ? PLANS[sabotage].faults : kindsOn(bus);
  if (given === 'none') return [];
  return [...new Set(given.split(','))].map((name) => oneOf('--faults', name, kindsOn(bus)));
}

function parsed(words: readonly string[]) {
  const text = { type: 'string' } as const;
  const yes = { type: 'boolean' } as const;
  const texts = { bus: text, seconds: text, seed: text, faults: text, sabotage: text, rate: text, logs: text };
  try {
    return parseArgs({ args: [...words], options: { ...texts, json: yes, help: yes } }).values;
  } catch (error) {
    throw new Complaint(`${reasonOf(error)}: npm run chaos -- ${FLAGS}`);
  }
}

function oneOf<Name extends string>(flag: string, given: string, names: readonly Name[]): Name {
  const found = names.find((name) => name === given);
  if (found) return found;
  throw new Complaint(`${flag} must be one of ${names.join(', ')}, not ${given}.`);
}
