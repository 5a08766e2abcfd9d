import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { describeUnless } from './describe-unless.ts';
import { startKafka, type KafkaCluster, type KafkaOptions } from '@crossing/tool-kafka/kafka.ts';

/** The first run downloads the jars. */
const PATIENCE_MS = 300_000;

/**
 * A suite that needs Kafka, the shared one or one of its own. Where Kafka cannot run, it is skipped and says so, by name and with
 * what is missing; on a server of tests (CI) it fails instead.
 */
export function describeWithKafka(name: string, tests: () => void): void {
  const lacks = process.env['TEST_KAFKA_BROKERS'] ? '' : setting('TEST_KAFKA_LACKS');
  describeUnless(lacks === '' ? null : lacks, name, () => {
    beforeAll(async () => void (await ask('/jars')), PATIENCE_MS);
    tests();
  });
}

/**
 * The brokers of the one Kafka that a jest run shares, started for the first who asks; TEST_KAFKA_BROKERS names another one instead.
 * Others use it too: name topics and groups so that nobody else does.
 */
export const kafkaForTests = async (): Promise<string> => process.env['TEST_KAFKA_BROKERS'] || ask('/node');

async function ask(path: string): Promise<string> {
  const response = await fetch(new URL(path, setting('TEST_KAFKA_DOOR')));
  const text = await response.text();
  if (!response.ok) throw new Error(text);
  return text;
}

function setting(name: string): string {
  const value = process.env[name];
  if (value === undefined) throw new Error(`No ${name}: add jest-global-setup and -teardown of @crossing/testkit to jest.config.cjs`);
  return value;
}

/** A cluster for one spec, whose brokers may be killed; `stop` leaves nothing behind. */
export async function kafkaCluster(options: { readonly brokers: number } & Pick<KafkaOptions, 'sasl'>): Promise<KafkaCluster> {
  const dataDir = mkdtempSync(path.join(tmpdir(), `crossing-test-${process.pid}-`));
  const cluster = await startKafka({ ...options, dataDir, port: 'free' });
  return {
    bootstrap: cluster.bootstrap,
    get nodes() {
      return cluster.nodes;
    },
    kill: cluster.kill,
    restart: cluster.restart,
    async stop() {
      await cluster.stop();
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
}
