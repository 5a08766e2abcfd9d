import { parseArgs } from 'node:util';
import { Complaint } from '@crossing/tool-dev/complaint.ts';
import { reasonOf, wholeNumber } from '@crossing/tool-dev/flags.ts';
import { SUBGRAPHS } from '@crossing/tool-dev/ports.ts';

/** What `npm run audit` was asked for. */
export type Command =
  | { readonly name: 'help' }
  | { readonly name: 'verify'; readonly services: readonly string[]; readonly json: boolean }
  | { readonly name: 'list'; readonly service: string; readonly page: number; readonly json: boolean };

/** What `--help` shows. */
export const USAGE = `npm run audit -- <command>

  verify [--service S] [--json]          recomputes the audit logs and compares them with their signed heads; ends with 1 and
                                         names the first entry that was altered, deleted or reordered, if there is one
  list <service> [--page N] [--json]     what is in one, the newest first, 50 a page

The graph is the one that npm start runs from DATA_DIR (.data); or DATABASE_URL with DATABASE_ROLE_SECRET, AUDIT_DIR with the
signed heads, and AUDIT_KEYS, a JSON Web Key Set with the public keys that they are signed with.`;

/** Reads the words after `npm run audit --`; complains about what it does not know. */
export function commandFrom(words: readonly string[]): Command {
  const [name, ...rest] = words;
  if (name === undefined || name === 'help' || words.includes('--help')) return { name: 'help' };
  if (name !== 'verify' && name !== 'list') throw new Complaint(`${name} is none of verify, list: npm run audit -- --help`);
  const { positionals, values } = parsed(name, rest);
  const json = values.json === true;
  if (name === 'verify') {
    if (positionals.length > 0)
      throw new Complaint(`${positionals[0]} is one word too many: npm run audit -- verify [--service S] [--json]`);
    return { name, services: values.service === undefined ? SUBGRAPHS : [serviceNamed(values.service)], json };
  }
  if (positionals.length !== 1) throw new Complaint(`Name one service: npm run audit -- list <${SUBGRAPHS.join('|')}> [--page N] [--json]`);
  return { name, service: serviceNamed(positionals[0]!), page: wholeNumber('--page', values.page ?? '1'), json };
}

function parsed(name: 'verify' | 'list', args: string[]) {
  const [text, yes] = [{ type: 'string' }, { type: 'boolean' }] as const;
  try {
    return parseArgs({
      args,
      options: { json: yes, ...(name === 'verify' ? { service: text } : { page: text }) } as {
        json: typeof yes;
        service: typeof text;
        page: typeof text;
      },
      allowPositionals: true,
    });
  } catch (error) {
    throw new Complaint(`${reasonOf(error)}: npm run audit -- --help`);
  }
}

function serviceNamed(given: string): string {
  if ((SUBGRAPHS as readonly string[]).includes(given)) return given;
  throw new Complaint(`${given} is none of ${SUBGRAPHS.join(', ')}.`);
}
