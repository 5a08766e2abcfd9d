import { readdirSync, readFileSync } from 'node:fs';
import { inspect } from 'node:util';

/** What the gateway answered. `data` is as the operation selected it. */
export interface Answer<Data> {
  readonly status: number;
  readonly data: Data | null;
  readonly errors: readonly GraphError[];
  readonly correlationId: string | null;
}

export interface GraphError {
  readonly message: string;
  readonly path?: readonly (string | number)[];
  readonly extensions?: Readonly<Record<string, unknown>> & { readonly code?: string };
}

export interface Ask {
  /** The name of a saved operation, or a document. */
  readonly operation: string;
  readonly variables?: Readonly<Record<string, unknown>>;
  /** A bearer access token; nobody is signed in without one. */
  readonly token?: string;
}

export interface GraphClient {
  readonly url: string;
  ask<Data>(question: Ask): Promise<Answer<Data>>;
  /** The newest confirmation token in the development mail to an address; throws when there is none. */
  confirmationToken(email: string): Promise<string>;
  /** Moves the domain's time in every process, to so many milliseconds ahead of the machine's. */
  moveClock(offsetMs: number): Promise<void>;
}

const FOLDER = new URL('../../apps/gateway/src/explorer/operations/', import.meta.url);
const saved = new Map<string, string>();
for (const file of readdirSync(FOLDER)) {
  const document = readFileSync(new URL(file, FOLDER), 'utf8');
  const name = /^(?:query|mutation) (\w+)/m.exec(document)?.[1];
  if (name) saved.set(name, document);
}

/** A client of the graph at `url` (the gateway's origin, without `/graphql`). */
export function graphClient(url: string): GraphClient {
  return {
    url,
    async ask<Data>({ operation, variables, token }: Ask) {
      const response = await fetch(`${url}/graphql`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', ...(token && { authorization: `Bearer ${token}` }) },
        body: JSON.stringify({ query: saved.get(operation) ?? operation, variables: variables ?? {} }),
      });
      const body = (await response.json()) as { data?: Data | null; errors?: GraphError[] };
      return {
        status: response.status,
        data: body.data ?? null,
        errors: body.errors ?? [],
        correlationId: response.headers.get('x-correlation-id'),
      };
    },
    async confirmationToken(email) {
      const mails = (await getJson(`${url}/dev/mail.json?to=${encodeURIComponent(email)}`)) as { token?: string | null }[];
      const token = mails.find((mail) => mail.token)?.token;
      if (!token) throw new Error(`No confirmation mail to ${email} at ${url}/dev/mail`);
      return token;
    },
    async moveClock(offsetMs) {
      const response = await fetch(`${url}/dev/clock`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ offsetMs }),
      });
      if (!response.ok) throw new Error(`The clock did not move: ${response.status} ${await response.text()}`);
    },
  };
}

async function getJson(url: string): Promise<unknown> {
  const response = await fetch(url);
  if (!response.ok) throw new Error(`${url} answered ${response.status}`);
  return response.json();
}

/** Asks again until `accept` says yes: other subgraphs hear of a change by events. Throws after `withinMs`. */
export async function eventually<T>(what: string, ask: () => Promise<T>, accept: (value: T) => boolean, withinMs = 5000): Promise<T> {
  const end = Date.now() + withinMs;
  for (;;) {
    const value = await ask();
    if (accept(value)) return value;
    if (Date.now() > end)
      throw new Error(
        `${what} did not come true within ${withinMs} ms; last answer: ${inspect(value, { depth: 5, breakLength: Infinity })}`,
      );
    await new Promise((resolve) => setTimeout(resolve, 25));
  }
}
