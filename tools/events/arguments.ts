import { parseArgs } from 'node:util';
import { Complaint } from '@crossing/tool-dev/complaint.ts';
import { reasonOf, wholeNumber } from '@crossing/tool-dev/flags.ts';

/** What `npm run events` was asked for; services, topics and projections as they were typed. */
export type Command =
  | { readonly name: 'help' }
  | {
      readonly name: 'tail';
      readonly topic: string;
      readonly from: 'now' | 'beginning' | Date;
      readonly count: number | null;
      readonly key: string | null;
      readonly json: boolean;
    }
  | { readonly name: 'lag' }
  | { readonly name: 'list'; readonly service: string | null; readonly page: number }
  | { readonly name: 'show'; readonly service: string; readonly id: bigint }
  | { readonly name: 'redrive'; readonly service: string; readonly group: string | null; readonly key: string | null }
  | { readonly name: 'discard'; readonly service: string; readonly id: bigint; readonly reason: string }
  | { readonly name: 'rebuild'; readonly service: string; readonly projection: string };

/** What `--help` shows. */
export const USAGE = `npm run events -- <command>

  tail <topic> [--from beginning|<time>] [--count N] [--key K] [--json]
                       prints the messages of a topic as they come, until Ctrl-C; a unique part of its name will do.
                       <time> is ISO 8601, and the one at which the bus stored a message
  lag                  what has not been published, and what has not been read, by group, topic and partition
  dead-letters [list] [--service S] [--page N]
                       the messages that could not be applied, 50 a page
  dead-letters show <service> <id>
                       one of them, with headers, value and reason
  dead-letters redrive <service> [--group G] [--key K]
                       applies them, key by key and in their order
  dead-letters discard <service> <id> --reason "…"
                       gives one up for good
  rebuild <service>/<projection>
                       makes a read model anew from its topic, while it is read

The graph is the one that npm start runs from DATA_DIR (.data), or DATABASE_URL with DATABASE_ROLE_SECRET;
KAFKA_BROKERS names the bus as it does for the graph.`;

const text = { type: 'string' } as const;
const yes = { type: 'boolean' } as const;
const DEAD_LETTERS = ['list', 'show', 'redrive', 'discard'];

/** Reads the words after `npm run events --`; complains about what it does not know and about values that cannot be. */
export function commandFrom(words: readonly string[]): Command {
  const [first, ...rest] = words;
  if (first === undefined || words.includes('--help') || first === 'help') return { name: 'help' };
  if (first === 'tail') return tailFrom(rest);
  if (first === 'lag') return parsed('lag', rest, {}, []) && { name: 'lag' };
  if (first === 'rebuild') return rebuildFrom(rest);
  if (first !== 'dead-letters') throw new Complaint(`${first} is none of tail, lag, dead-letters, rebuild: npm run events -- --help`);
  const isNamed = rest[0] !== undefined && !rest[0].startsWith('-');
  return deadLettersFrom(isNamed ? rest[0]! : 'list', isNamed ? rest.slice(1) : rest);
}

function tailFrom(words: readonly string[]): Command {
  const { given, values } = parsed('tail <topic>', words, { from: text, count: text, key: text, json: yes }, ['topic']);
  return {
    name: 'tail',
    topic: given[0]!,
    from: values.from === undefined ? 'now' : startFrom(String(values.from)),
    count: values.count === undefined ? null : wholeNumber('--count', String(values.count)),
    key: optional(values.key),
    json: values.json === true,
  };
}

function rebuildFrom(words: readonly string[]): Command {
  const { given } = parsed('rebuild <service>/<projection>', words, {}, ['service/projection']);
  const [service = '', projection = ''] = given[0]!.split('/');
  return { name: 'rebuild', service, projection };
}

function deadLettersFrom(name: string, words: readonly string[]): Command {
  if (name === 'list') {
    const { values } = parsed('dead-letters list', words, { service: text, page: text }, []);
    return { name, service: optional(values.service), page: values.page === undefined ? 1 : wholeNumber('--page', String(values.page)) };
  }
  if (name === 'redrive') {
    const { given, values } = parsed('dead-letters redrive <service>', words, { group: text, key: text }, ['service']);
    return { name, service: given[0]!, group: optional(values.group), key: optional(values.key) };
  }
  if (name !== 'show' && name !== 'discard')
    throw new Complaint(`${name} is none of ${DEAD_LETTERS.join(', ')}: npm run events -- dead-letters [list|show|redrive|discard]`);
  const { given, values } = parsed(`dead-letters ${name} <service> <id>`, words, name === 'discard' ? { reason: text } : {}, [
    'service',
    'id',
  ]);
  const [service, id] = [given[0]!, BigInt(wholeNumber('<id>', given[1]!))];
  if (name === 'show') return { name, service, id };
  const reason = String(values.reason ?? '').trim();
  if (reason === '') throw new Complaint('Say why the message is given up: --reason "…" is kept with it.');
  return { name, service, id, reason };
}

type Options = Readonly<Record<string, typeof text | typeof yes>>;
type Values = Readonly<Record<string, string | boolean | undefined>>;

function parsed(usage: string, words: readonly string[], options: Options, wanted: readonly string[]): { given: string[]; values: Values } {
  const reads = `npm run events -- ${[usage, ...Object.entries(options).map(([name, { type }]) => `[--${name}${type === 'string' ? ' …' : ''}]`)].join(' ')}`;
  let result: { positionals: string[]; values: Values };
  try {
    result = parseArgs({ args: [...words], options: { ...options }, allowPositionals: true });
  } catch (error) {
    throw new Complaint(`${reasonOf(error)}: ${reads}`);
  }
  const { positionals: given, values } = result;
  if (given.length < wanted.length) throw new Complaint(`The ${wanted[given.length]} is missing: ${reads}`);
  if (given.length > wanted.length) throw new Complaint(`${given[wanted.length]} is one word too many: ${reads}`);
  return { given, values };
}

const optional = (value: string | boolean | undefined): string | null => (value === undefined ? null : String(value));

const ISO = /^\d{4}-\d\d-\d\d(T\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:?\d\d)?)?$/;

function startFrom(given: string): 'beginning' | Date {
  if (given === 'beginning') return given;
  const time = new Date(given);
  if (ISO.test(given) && !Number.isNaN(time.getTime())) return time;
  throw new Complaint(`--from must be beginning, or a time such as 2026-03-01 or 2026-03-01T09:30:00Z, not ${given}.`);
}
