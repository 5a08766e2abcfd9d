import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { postgresLog, kafkaBus, type Bus } from '@crossing/messaging';
import { createLogger, migrate, openDatabase, roleOf, roleUrl, type Database } from '@crossing/runtime';
import { startKafka, type KafkaCluster } from '@crossing/tool-kafka/kafka.ts';
import type { Arguments } from './arguments.ts';
import { CONTRACTS, KEYS, SERVICES, TOPICS, type Service } from './contracts.ts';
import { startDatabase, type ChaosDatabase } from './database.ts';
import { EVERYBODY_LEADS, grantTo, SCHEMA } from './schema.ts';
import { nameOf, type Last } from './judge.ts';
import { SECRET, type Role, type Surroundings } from './worker/assignment.ts';
import type { Acknowledged } from './worker/write.ts';
import { workerProcess, type WorkerProcess } from './worker-process.ts';

/** Everything that can be hurt, and what is needed to see the harm. */
export interface Stage {
  readonly database: ChaosDatabase;
  /** Null when the bus is the log. */
  readonly kafka: KafkaCluster | null;
  readonly workers: readonly WorkerProcess[];
  /** As each service would use it, for what the conductor itself does. */
  readonly own: Readonly<Record<Service, { readonly database: Database; readonly bus: Bus }>>;
  /** The highest number of each thing that a writer was told is committed. */
  acknowledged(): readonly Last[];
  stop(): Promise<void>;
}

const MESSAGING = { name: 'messaging', dir: path.join(import.meta.dirname, '../../libs/messaging/migrations') };
const NUMBERS: Readonly<Record<Role, number>> = { writer: 1, relay: 2, consumer: 2 };
const BROKERS = 3;
const log = createLogger({ service: 'chaos', level: 'silent' });

/** Starts a database, three brokers if asked for, and for each of two services a writer, two relays and two consumers. */
export async function setStage({ bus, sabotage, rate, logs }: Arguments, say: (line: string) => void): Promise<Stage> {
  const cleaning: (() => unknown)[] = [];
  const stop = async (): Promise<void> => {
    for (const clean of cleaning.splice(0).reverse()) await clean();
  };
  try {
    const folder = mkdtempSync(path.join(tmpdir(), 'crossing-chaos-'));
    cleaning.push(() => rmSync(folder, { recursive: true, force: true }));
    const database = await startDatabase(folder);
    cleaning.push(() => database.stop());
    const kafka = bus === 'kafka' ? await startKafka({ brokers: BROKERS, port: 'free', dataDir: path.join(folder, 'kafka'), say }) : null;
    if (kafka) cleaning.push(() => kafka.stop());
    const around: Surroundings = { adminUrl: database.url, bus, brokers: kafka?.bootstrap.split(',') ?? [], sabotage, rate };
    await prepare(database);
    const own = { contributor: await ownOf('contributor', around), matching: await ownOf('matching', around) };
    cleaning.push(() => Promise.all(Object.values(own).flatMap((each) => [each.bus.close(), each.database.close()])));
    await own.contributor.bus.ensureTopics(TOPICS);

    const acknowledged = new Map<string, Last>();
    const logFolder = path.resolve(logs ?? path.join(folder, 'logs'));
    mkdirSync(logFolder, { recursive: true });
    const workers = startWorkers(around, { logs: logFolder, heard: (message) => note(acknowledged, message) });
    cleaning.push(() => Promise.all(workers.map((worker) => worker.stop())));
    return { database, kafka, workers, own, acknowledged: () => [...acknowledged.values()], stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

async function prepare(database: ChaosDatabase): Promise<void> {
  for (const service of SERVICES) {
    await migrate({ url: database.url, service, secret: SECRET, sources: [MESSAGING], clock: () => new Date() });
  }
  await database.query(SCHEMA + EVERYBODY_LEADS + SERVICES.map((service) => grantTo(roleOf(service, 'worker'))).join(';'));
}

async function ownOf(service: Service, { adminUrl, bus, brokers }: Surroundings): Promise<{ database: Database; bus: Bus }> {
  const database = await openDatabase({ url: adminUrl, service, secret: SECRET, entities: [], log, poolSize: 2 });
  if (bus === 'kafka') return { database, bus: kafkaBus({ brokers, clientId: `chaos.${service}`, log }) };
  return { database, bus: await postgresLog({ url: roleUrl(adminUrl, { service, secret: SECRET, kind: 'worker' }), adminUrl, log }) };
}

function startWorkers(around: Surroundings, options: { logs: string; heard: (message: Acknowledged) => void }): WorkerProcess[] {
  const roles = Object.entries(NUMBERS) as [Role, number][];
  return SERVICES.flatMap((service) =>
    roles.flatMap(([role, number]) =>
      Array.from({ length: number }, (_none, index) => workerProcess({ assignment: { ...around, role, service, index }, ...options })),
    ),
  );
}

function note(acknowledged: Map<string, Last>, { service, key, n }: Acknowledged): void {
  const { topic } = CONTRACTS[service].facts;
  const name = nameOf({ topic, key });
  if ((acknowledged.get(name)?.last ?? 0) < n) acknowledged.set(name, { topic, key, last: n });
}

/** How many things there are for readers to show: each as facts and as states. */
export const THINGS = SERVICES.length * KEYS.length * Object.keys(CONTRACTS.matching).length;
