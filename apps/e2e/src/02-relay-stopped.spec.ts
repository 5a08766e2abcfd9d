import { schemaOf } from '@crossing/runtime';
import { SUBGRAPHS, type SubgraphName } from '@crossing/tool-dev/ports.ts';
import { eventually } from '@crossing/tool-journey/graph-client.ts';
import pg from 'pg';
import { NOT_REFUSED, openScene, type Scene } from './scene.ts';

const EFFECTS = ['contributor.disclosure', 'contributor.track_record_entry', 'company_verification.ledger_entry'];

/** 22 steps, and a process or two started anew after each. */
const TIMEOUT_MS = 240_000;

/** All groups read the whole log once more, in four processes that have just been started. */
const CATCH_UP_MS = 30_000;

describe('a relay that dies', () => {
  let scene: Scene;
  let relays: pg.Client;
  beforeAll(async () => {
    scene = await openScene();
    relays = new pg.Client({ connectionString: scene.graph.databaseUrl });
    await relays.connect();
  });
  afterAll(async () => {
    await relays.end();
    await scene.end();
  });

  /** Ends the session of each relay and takes its lock: whoever would go on is kept from publishing. */
  async function stopRelays(): Promise<void> {
    for (const name of SUBGRAPHS) {
      const taken = relays.query('SELECT pg_advisory_lock(hashtextextended($1, 0))', [`${name}.relay`]);
      await scene.sql('SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = $1', [`${name}.relay`]);
      await taken;
    }
  }
  const startRelays = () => relays.query('SELECT pg_advisory_unlock_all()');

  /** Who has events that are committed and not published. */
  async function waiting(): Promise<readonly SubgraphName[]> {
    const counts = SUBGRAPHS.map((name) => `SELECT '${name}' AS name, count(*)::int AS n FROM ${schemaOf(name)}.outbox`);
    const rows = await scene.sql<{ name: SubgraphName; n: number }>(counts.join(' UNION ALL '));
    return rows.filter(({ n }) => n > 0).map(({ name }) => name);
  }

  const killed = async (names: readonly SubgraphName[], meanwhile: () => Promise<unknown> = async () => null): Promise<void> => {
    for (const name of names) await scene.graph.processes[name]!.kill();
    await meanwhile();
    for (const name of names) scene.graph.processes[name]!.start();
    for (const name of names) await scene.graph.ready(name);
  };

  it(
    'loses nothing: stopped in every step, killed with its subgraph and started again, the story ends the same',
    async () => {
      const stopped: SubgraphName[] = [];
      await stopRelays();
      const { played } = await scene.play(undefined, async ({ step }) => {
        const holding = await waiting();
        stopped.push(...holding);
        await killed(holding.length > 0 ? holding : [SUBGRAPHS[step % SUBGRAPHS.length]!]);
        // The time that was moved lives in the process: a new one is told again.
        await scene.client.moveClock(step >= 18 ? 2 * 3_600_000 : 0);
        await startRelays();
        await eventually('everything published', waiting, (names) => names.length === 0);
        await stopRelays();
      });
      await startRelays();

      expect(played).toHaveLength(22);
      expect(new Set(stopped)).toEqual(new Set(SUBGRAPHS));
      expect(stopped.length).toBeGreaterThanOrEqual(16);
    },
    TIMEOUT_MS,
  );

  it('repeats nothing: told all events once more, nobody does anything again', async () => {
    const progress = () =>
      scene.sql<{ grp: string; topic: string; part: number; off: bigint }>(
        'SELECT grp, topic, part, off FROM bus.progress ORDER BY 1, 2, 3',
      );
    const effects = () =>
      scene.sql(
        [
          ...EFFECTS.map((table) => `SELECT '${table}' AS what, count(*)::int AS n FROM ${table}`),
          ...SUBGRAPHS.map(schemaOf).flatMap((schema) => [
            `SELECT '${schema}.audit_entry', count(*)::int FROM ${schema}.audit_entry WHERE ${NOT_REFUSED}`,
            `SELECT '${schema}.event_sequence', sum(last)::int FROM ${schema}.event_sequence`,
            `SELECT '${schema}.dead_letter', count(*)::int FROM ${schema}.dead_letter`,
          ]),
        ].join(' UNION ALL '),
      );
    await scene.settled();
    const before = { effects: await effects(), progress: await progress() };

    await killed(SUBGRAPHS, () => scene.sql('DELETE FROM bus.progress'));
    const text = (rows: readonly object[]) => rows.map((row) => Object.values(row).join(' ')).join('\n');
    await eventually('everybody as far as before', progress, (now) => text(now) === text(before.progress), CATCH_UP_MS);

    expect(before.progress.length).toBeGreaterThan(0);
    expect(await effects()).toEqual(before.effects);
  });
});
