import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { kafkaClient } from '@crossing/messaging';
import { defineConfig } from '@crossing/runtime';
import { kafkaConnectionOf, kafkaSettings } from '@crossing/service/kafka-settings.ts';
import { Complaint, runCommand } from '@crossing/tool-dev/complaint.ts';
import type { Admin } from 'kafkajs';
import { grants, kafkaTopics, type KafkaTopic } from '@crossing/infra-kafka/topics.ts';
import { actualTopics, apply, brokerCount, grant } from './cluster.ts';
import { brokenPromises, lineOf, planOf, type ReleasedTopics } from './plan.ts';

const USAGE = `npm run topics                     makes and sets what differs, after printing it (KAFKA_BROKERS says where)
npm run topics -- --plan           only prints it
npm run topics -- --check          ends with 1 if something differs; without KAFKA_BROKERS the code against what was released
npm run topics -- --acls           also grants each service what it needs, and analysts to read
npm run topics -- --release        promises today's topics for good
  --replication N                  copies of each partition; by default three, or as many as there are brokers`;

const RELEASED = path.join(import.meta.dirname, '../../infra/kafka/released-topics.json');
const PROMISED = 3;
const quiet = { debug: () => {}, info: () => {}, warn: () => {}, error: () => {} };

await runCommand(async () => {
  const asked = optionsOf(process.argv.slice(2));
  if (asked.help) return console.log(USAGE);
  keepsItsPromises(asked.release);
  const connection = kafkaConnectionOf(defineConfig(kafkaSettings).read(process.env), 'topics');
  if (!connection) {
    if (asked.check || asked.release) return;
    throw new Complaint('KAFKA_BROKERS says which Kafka is meant, for example KAFKA_BROKERS=127.0.0.1:19092 npm run topics');
  }
  const admin = kafkaClient(connection, quiet).admin();
  await admin.connect().catch((error: Error) => {
    throw new Complaint(`Kafka at ${connection.brokers.join(', ')} cannot be reached: ${error.message}`);
  });
  try {
    await onCluster(admin, asked);
  } finally {
    await admin.disconnect();
  }
});

type Options = ReturnType<typeof optionsOf>;

function optionsOf(given: string[]) {
  const flag = { type: 'boolean', default: false } as const;
  try {
    const { values } = parseArgs({
      args: given,
      options: { plan: flag, check: flag, acls: flag, release: flag, help: flag, replication: { type: 'string' } },
    });
    const replication = values.replication === undefined ? undefined : Number(values.replication);
    if (replication !== undefined && !(Number.isInteger(replication) && replication > 0))
      throw new Error('--replication is a whole number from 1');
    return { ...values, replication };
  } catch (error) {
    throw new Complaint(`${(error as Error).message}\n${USAGE}`);
  }
}

function keepsItsPromises(release: boolean): void {
  const wanted = kafkaTopics(PROMISED);
  const broken = brokenPromises(wanted, JSON.parse(readFileSync(RELEASED, 'utf8')) as ReleasedTopics);
  if (broken.length > 0) throw new Complaint(broken.join('\n'));
  console.log(`${wanted.length} topics break none that was released`);
  if (!release) return;
  const promised = Object.fromEntries(wanted.map(({ topic, kind, partitions }) => [topic, { kind, partitions }]));
  writeFileSync(RELEASED, `${JSON.stringify(promised, null, 2)}\n`);
}

async function onCluster(admin: Admin, { plan: plansOnly, check, acls, replication }: Options): Promise<void> {
  const wanted: readonly KafkaTopic[] = kafkaTopics(replication ?? Math.min(PROMISED, await brokerCount(admin)));
  const plan = planOf(wanted, await actualTopics(admin, wanted));
  for (const line of [...plan.steps.map(lineOf), ...plan.notes.map((note) => `note  ${note}`)]) console.log(line);
  if (acls)
    for (const { principal, operations, resource, name, isPrefix } of grants)
      console.log(`grant ${principal}: ${operations.join(', ')} on ${resource} ${name}${isPrefix ? '*' : ''}`);
  if (plan.refusals.length > 0) throw new Complaint(`Nothing was done:\n${plan.refusals.join('\n')}`);
  if (check && plan.steps.length > 0) throw new Complaint(`${plan.steps.length} differences: npm run topics mends them.`);
  if (plansOnly || check) return;
  await apply(admin, plan.steps, wanted);
  if (acls) await grant(admin, grants);
  console.log(plan.steps.length === 0 ? 'Everything is as it should be.' : `${plan.steps.length} steps done.`);
}
