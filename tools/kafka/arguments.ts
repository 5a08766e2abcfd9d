import path from 'node:path';
import { parseArgs } from 'node:util';
import { Complaint } from '@crossing/tool-dev/complaint.ts';
import { dataDirOf } from '@crossing/tool-dev/data-folder.ts';
import { reasonOf, wholeNumber } from '@crossing/tool-dev/flags.ts';
import { BROKERS } from './layout.ts';
import { DEFAULT_KAFKA_PORT } from './ports.ts';

/** What `npm run kafka` was asked for. */
export interface Arguments {
  readonly help: boolean;
  readonly json: boolean;
  readonly brokers: number | undefined;
  readonly port: number;
  readonly dataDir: string;
}

const HIGHEST_PORT = 65_535;
// A word after `--` only, or npm keeps it for itself.
const FLAGS = `[--brokers ${BROKERS.min}..${BROKERS.max}] [--port ${DEFAULT_KAFKA_PORT}] [--data DIR] [--json]`;

/** What `--help` shows. */
export const USAGE = `npm run kafka -- ${FLAGS}

  --brokers N  how many brokers; more than one have a controller of their own (1, or what the folder holds)
  --port N     of the first broker; the others take the ports after it, the controller the one before it (${DEFAULT_KAFKA_PORT})
  --data DIR   where everything is kept (kafka in DATA_DIR, which is .data by default)
  --json       one line of JSON on the standard output when it is up: {"brokers":"127.0.0.1:${DEFAULT_KAFKA_PORT}","pids":{"1":4711}}`;

/** Reads the words after `npm run kafka --`; complains about what it does not know and about values that cannot be. */
export function argumentsFrom(words: readonly string[], dataDirSetting: string | undefined): Arguments {
  const values = parsed(words);
  const brokers =
    values.brokers === undefined ? undefined : wholeNumber('--brokers', values.brokers, { from: BROKERS.min, to: BROKERS.max });
  const port = wholeNumber('--port', values.port ?? String(DEFAULT_KAFKA_PORT), { from: 1_025, to: HIGHEST_PORT - BROKERS.max + 1 });
  const dataDir = values.data ? dataDirOf(values.data) : path.join(dataDirOf(dataDirSetting), 'kafka');
  return { help: values.help ?? false, json: values.json ?? false, brokers, port, dataDir };
}

interface Values {
  readonly brokers?: string;
  readonly port?: string;
  readonly data?: string;
  readonly json?: boolean;
  readonly help?: boolean;
}

function parsed(words: readonly string[]): Values {
  const text = { type: 'string' } as const;
  const yes = { type: 'boolean' } as const;
  try {
    return parseArgs({ args: [...words], options: { brokers: text, port: text, data: text, json: yes, help: yes } }).values;
  } catch (error) {
    throw new Complaint(`${reasonOf(error)}: npm run kafka -- ${FLAGS}`);
  }
}
