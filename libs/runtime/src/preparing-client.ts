import pg from 'pg';

/** Whoever builds its statements anew each time must not fill the memory of every connection with them. */
const MOST = 500;
const STALE_PLAN = '0A000';

// The same statement has the same name on every connection.
const names = new Map<string, string>();
let named = 0;

/**
 * A client that has PostgreSQL parse and plan a statement with parameters once a connection, and not each time it runs:
 * https://www.postgresql.org/docs/current/protocol-flow.html#PROTOCOL-FLOW-EXT-QUERY. A statement whose columns a migration
 * has changed since fails once, and is prepared again the next time.
 */
export class PreparingClient extends pg.Client {
  override query(...given: never[]): never {
    const [text, values, callback] = given as readonly unknown[];
    const name = typeof text === 'string' && Array.isArray(values) && values.length > 0 ? nameOf(text) : undefined;
    if (name === undefined) return super.query(...(given as unknown as [never, never])) as never;
    const answer: unknown = super.query({ name, text, values } as never, undefined as never, callback as never);
    return (answer instanceof Promise ? answer.catch((error: unknown) => forget(text as string, name, error)) : answer) as never;
  }
}

function nameOf(text: string): string | undefined {
  let name = names.get(text);
  if (name === undefined && names.size < MOST) {
    name = `statement-${(named += 1)}`;
    names.set(text, name);
  }
  return name;
}

function forget(text: string, name: string, error: unknown): never {
  if ((error as { code?: unknown }).code === STALE_PLAN && names.get(text) === name) names.delete(text);
  throw error;
}
