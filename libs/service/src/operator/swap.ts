import type { Bus, ReadModel, Replay } from '@crossing/messaging';
import { roleOf, schemaOf } from '@crossing/runtime';
import pg from 'pg';
import { Refused } from './operator-command.ts';
import { shadowOf } from './shadow.ts';

interface SwapOptions {
  readonly admin: pg.Client;
  readonly service: string;
  readonly model: ReadModel;
  readonly topic: string;
  readonly bus: Bus;
  readonly replay: Pick<Replay, 'reached'>;
}

/** How many rows a table had, and has. */
export interface Swapped {
  readonly table: string;
  readonly before: number;
  readonly after: number;
}

/** How long the replay may take for what came last; consumers wait meanwhile, and come back when that takes too long for them. */
const LAST_MS = 10_000;
const LOCK_NOT_AVAILABLE = '55P03';

/**
 * Replaces the rows of the live tables by those of their doubles, in one transaction. Whoever applies events waits for it, and
 * the double is at least as far as they are: what they apply afterwards is newer, or ignored. Readers see the old rows, then the new.
 */
export async function swap(options: SwapOptions): Promise<Swapped[]> {
  const { admin, service, model, topic, bus, replay } = options;
  await admin.query('BEGIN');
  try {
    await admin.query(`SET LOCAL ROLE ${roleOf(service, 'owner')}`);
    await lock(admin, schemaOf(service), model);
    // Nothing is applied to the live tables now: what was, came before these ends.
    await within(LAST_MS, replay.reached(await bus.ends([topic])));
    // The replay goes on with what comes. Between two of the copies below it would leave rows behind what `projected` says, for good.
    await lock(admin, shadowOf(service), model);
    const swapped: Swapped[] = [];
    for (const table of model.tables) swapped.push({ table, ...(await replace(admin, service, table)) });
    await replace(admin, service, 'projected', model.name);
    await admin.query('COMMIT');
    return swapped;
  } catch (error) {
    await admin.query('ROLLBACK');
    throw error;
  }
}

async function lock(admin: pg.Client, schema: string, { tables }: ReadModel): Promise<void> {
  // In the order in which a projection writes: first how far it is.
  const names = ['projected', ...tables].map((table) => `${schema}.${pg.escapeIdentifier(table)}`);
  try {
    await admin.query("SET LOCAL lock_timeout = '5s'");
    await admin.query(`LOCK TABLE ${names.join(', ')} IN EXCLUSIVE MODE`);
  } catch (error) {
    if ((error as { code?: string }).code !== LOCK_NOT_AVAILABLE) throw error;
    throw new Refused(`The tables of ${schema} are too busy to be locked for 5 s; nothing was changed: try again.`, { cause: error });
  }
}

/** DELETE, not TRUNCATE, which would show readers an empty table. */
async function replace(admin: pg.Client, service: string, table: string, consumer?: string): Promise<Omit<Swapped, 'table'>> {
  const name = pg.escapeIdentifier(table);
  const [live, double] = [`${schemaOf(service)}.${name}`, `${shadowOf(service)}.${name}`];
  const columns = await columnsOf(admin, live);
  const only = consumer === undefined ? '' : `WHERE consumer = ${pg.escapeLiteral(consumer)}`;
  const deleted = await admin.query(`DELETE FROM ${live} ${only}`);
  const inserted = await admin.query(`INSERT INTO ${live} (${columns}) OVERRIDING SYSTEM VALUE SELECT ${columns} FROM ${double} ${only}`);
  return { before: deleted.rowCount ?? 0, after: inserted.rowCount ?? 0 };
}

async function columnsOf(admin: pg.Client, table: string): Promise<string> {
  const { rows } = await admin.query<{ columns: string }>(
    `SELECT string_agg(quote_ident(attname), ', ' ORDER BY attnum) AS columns FROM pg_attribute
     WHERE attrelid = $1::regclass AND attnum > 0 AND NOT attisdropped AND attgenerated = ''`,
    [table],
  );
  return rows[0]!.columns;
}

async function within(ms: number, work: Promise<void>): Promise<void> {
  const { promise: late, reject } = Promise.withResolvers<never>();
  const timer = setTimeout(() => reject(new Refused('The replay could not keep up with what comes; nothing was changed: try again.')), ms);
  try {
    await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
}
