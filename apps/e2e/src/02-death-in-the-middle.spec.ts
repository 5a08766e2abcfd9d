import { schemaOf } from '@crossing/runtime';
import { SUBGRAPHS } from '@crossing/tool-dev/ports.ts';
import { eventually } from '@crossing/tool-journey/graph-client.ts';
import { actor, id, type Story } from '@crossing/tool-journey/story.ts';
import pg from 'pg';
import { openScene, uuidOf, type Scene } from './scene.ts';

const HOUR_MS = 3_600_000;

/** Between two steps a relay is mostly done, so the process dies where it hurts: at a lock that another session holds. */
describe('a subgraph that dies in the middle of an event', () => {
  let scene: Scene;
  let story: Story;
  beforeAll(async () => {
    scene = await openScene();
    ({ story } = await scene.play(19));
  });
  afterAll(() => scene.end());

  const complete = () => actor(story, 'olga').raw<object>('CompleteEngagement', { input: { engagementId: id(story, 'engagement') } });
  const state = async () => {
    const [engagement] = await scene.sql<{ state: string }>('SELECT state FROM matching.engagement WHERE engagement_id = $1', [
      uuidOf(id(story, 'engagement')),
    ]);
    return engagement!.state;
  };
  const waiting = async () => (await scene.sql<{ event_id: string }>('SELECT event_id FROM matching.outbox')).map((row) => row.event_id);
  /** How often each of these events is in the log. */
  const published = async (eventIds: readonly string[]) => {
    const rows = await scene.sql<{ n: number }>(
      `SELECT count(log.headers)::int AS n FROM unnest($1::text[]) AS event (id) LEFT JOIN bus.log ON log.headers->>'ce_id' = event.id
       GROUP BY event.id`,
      [eventIds],
    );
    return rows.map(({ n }) => n);
  };
  const quiet = () =>
    eventually(
      'everything published',
      () => scene.sql(SUBGRAPHS.map((name) => `SELECT 1 FROM ${schemaOf(name)}.outbox`).join(' UNION ALL ')),
      (rows) => rows.length === 0,
      15_000,
    );
  const caughtUp = () =>
    eventually(
      'contributor has read everything',
      () =>
        scene.sql(`SELECT 1 FROM bus.progress JOIN bus.part USING (topic, part)
          WHERE grp = 'contributor.reactions' AND off < next_off UNION ALL SELECT 1 FROM contributor.outbox`),
      (rows) => rows.length === 0,
      15_000,
    );

  /** Works while another session holds locks; they are let go when it is told to, or at the end. */
  async function whileHeld<T>(lock: string, work: (letGo: () => Promise<void>) => Promise<T>): Promise<T> {
    const holder = new pg.Client({ connectionString: scene.graph.databaseUrl });
    await holder.connect();
    try {
      await holder.query('BEGIN');
      await holder.query(lock);
      return await work(async () => void (await holder.query('ROLLBACK')));
    } finally {
      await holder.end();
    }
  }

  const someoneWaits = () =>
    eventually(
      'somebody waits for the lock',
      () => scene.sql(`SELECT 1 FROM pg_stat_activity WHERE usename LIKE 'matching%' AND wait_event_type = 'Lock'`),
      (rows) => rows.length > 0,
    );

  /** Kills matching with its sessions: PostgreSQL would go on with a statement that waits for a lock. */
  async function die(): Promise<void> {
    await scene.graph.processes.matching!.kill();
    await eventually(
      'its sessions end',
      () => scene.sql(`SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE usename LIKE 'matching%'`),
      (rows) => rows.length === 0,
    );
  }

  async function comeBack(): Promise<void> {
    scene.graph.processes.matching!.start();
    await scene.graph.ready('matching');
    await scene.client.moveClock(2 * HOUR_MS);
  }

  it('commits the state with its event or not at all', async () => {
    await quiet();
    await whileHeld('LOCK TABLE matching.outbox IN EXCLUSIVE MODE', async () => {
      const answer = complete();
      await someoneWaits();
      await die();
      expect((await answer).errors).toHaveLength(1);
    });

    expect(await state()).toBe('ACTIVE');
    expect(await waiting()).toEqual([]);
    await comeBack();
  });

  it('publishes what it committed when it comes back, and a repeat changes nothing', async () => {
    await quiet();
    const eventIds = await whileHeld('LOCK TABLE bus.log IN EXCLUSIVE MODE', async () => {
      expect((await complete()).errors).toEqual([]);
      await someoneWaits();
      await die();
      return waiting();
    });
    expect(eventIds.length).toBeGreaterThan(0);
    expect(new Set(await published(eventIds))).toEqual(new Set([0]));

    await whileHeld('SELECT FROM matching.outbox FOR UPDATE', async () => {
      await comeBack();
      await eventually(
        'published',
        () => published(eventIds),
        (counts) => counts.every((n) => n === 1),
        15_000,
      );
      await someoneWaits();
      await die();
    });
    expect(await waiting()).toEqual(eventIds);

    await comeBack();
    await quiet();
    expect(new Set(await published(eventIds))).toEqual(new Set([2]));
    await caughtUp();
    expect(await scene.sql('SELECT 1 FROM contributor.track_record_entry')).toHaveLength(1);
    expect(await scene.sql(`SELECT 1 FROM bus.log WHERE topic = 'crossing.contributor.track-record.fact.v1'`)).toHaveLength(1);
    expect(await scene.sql(`SELECT 1 FROM contributor.inbox WHERE event_id::text = ANY ($1)`, [eventIds])).toHaveLength(1);
  });
});
