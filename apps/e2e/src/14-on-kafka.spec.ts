import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { OpportunityState } from '@crossing/contracts';
import { describeWithKafka, kafkaCluster } from '@crossing/testkit';
import { eventually } from '@crossing/tool-journey/graph-client.ts';
import { actor, id } from '@crossing/tool-journey/story.ts';
import kafkajs from 'kafkajs';
import { openScene, uuidOf, type Scene } from './scene.ts';

const NODE = 1;

describeWithKafka('the graph on Kafka', () => {
  let kafka: Awaited<ReturnType<typeof kafkaCluster>>;
  let scene: Scene;
  beforeAll(async () => {
    kafka = await kafkaCluster({ brokers: 1 });
    scene = await openScene({ KAFKA_BROKERS: kafka.bootstrap });
  }, 120_000);
  afterAll(async () => {
    await scene?.end();
    await kafka?.stop();
  }, 60_000);

  /** What matching says of itself; code 0 while nobody listens. */
  async function readiness(): Promise<{ code: number; parts?: Record<string, { status: string }> }> {
    try {
      const response = await fetch(`http://127.0.0.1:${scene.graph.ports.matching}/readyz`);
      return { code: response.status, ...((await response.json()) as { parts: Record<string, { status: string }> }) };
    } catch {
      return { code: 0 };
    }
  }

  it('plays the journey in 22 steps and less than 20 seconds, over topics of Kafka', async () => {
    const { played } = await scene.play();

    expect(played).toHaveLength(22);
    expect(played.reduce((sum, { ms }) => sum + ms, 0)).toBeLessThan(20_000);
    const admin = new kafkajs.Kafka({ brokers: [kafka.bootstrap], logLevel: kafkajs.logLevel.NOTHING }).admin();
    await admin.connect();
    const offsets = await admin.fetchTopicOffsets(OpportunityState.topic);
    await admin.disconnect();
    expect(offsets.reduce((sum, { high }) => sum + Number(high), 0)).toBeGreaterThan(3);
    expect(await scene.sql("SELECT FROM pg_namespace WHERE nspname = 'bus'")).toEqual([]);
  });

  it('goes on taking what people do while Kafka is out, starts without it, and publishes when it is there', async () => {
    const { story } = await scene.play(5);
    await kafka.kill(NODE);
    const paused = await actor(story, 'nova').raw<{ pauseProfile: { __typename: string } }>(
      'mutation ($version: Int!) { pauseProfile(input: { expectedVersion: $version }) { __typename } }',
      { version: Number(id(story, 'profileVersion')) },
    );
    expect(paused.data?.pauseProfile.__typename).toBe('PauseProfileSuccess');
    const outbox = () => scene.sql('SELECT FROM contributor.outbox');
    expect(await outbox()).not.toEqual([]);

    const matching = scene.graph.processes.matching!;
    await matching.stop();
    const logBefore = await complaints();
    matching.start();
    const notReady = { code: 503, parts: { bus: { status: 'down' }, index: { status: 'down' } } };
    await eventually('an answer', readiness, ({ code }) => code === 503, 30_000);
    expect(await readiness()).toMatchObject(notReady);
    await new Promise((resolve) => setTimeout(resolve, 10_000));
    const said = (await complaints()) - logBefore;
    expect(said).toBeGreaterThan(0);
    expect(said).toBeLessThan(4);

    await kafka.restart(NODE);
    await scene.graph.ready('matching');
    await eventually('the outbox is empty', outbox, (rows) => rows.length === 0, 30_000);
    const view = () => scene.sql('SELECT FROM matching.contributor_view WHERE contributor_id = $1 AND state = $2', [subject, 'PAUSED']);
    const subject = uuidOf(id(story, 'profile'));
    await eventually('matching knows of the pause', view, (rows) => rows.length === 1, 30_000);
  }, 180_000);

  /** How often matching has said that the topics are not there. */
  async function complaints(): Promise<number> {
    const lines = (await readFile(path.join(scene.dataDir, 'logs/matching.log'), 'utf8')).split('\n');
    return lines.filter((line) => line.includes('The topics are not there as they should be')).length;
  }
});
