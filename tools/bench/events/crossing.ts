import { setTimeout as sleep } from 'node:timers/promises';
import {
  kafkaBus,
  on,
  postgresLog,
  projection,
  startConsumer,
  startRelay,
  type Arrived,
  type Bus,
  type Reaction,
} from '@crossing/messaging';
import type { Effects } from '@crossing/service';
import type { Backbone, Told } from './backbone.ts';
import { keepSnapshots, writeDown } from './effects.ts';
import type { Counted, Load } from './load.ts';
import type { Member, Stage } from './stage.ts';

const EMPTY_MS = 2;

/** What services offer in a transaction; the keys that it has applied. */
type Tx = Effects & { readonly keys: string[] };

export const onLog = (stage: Stage): Promise<Backbone> =>
  crossing('Crossing on the PostgreSQL log', stage, ({ url }) => postgresLog({ url, adminUrl: stage.adminUrl, log: stage.log }));

export const onKafka = (stage: Stage): Promise<Backbone> =>
  crossing('Crossing on Kafka', stage, async ({ name }) => kafkaBus({ brokers: stage.brokers, clientId: name, log: stage.log }));

/** The backbone of the product, on one adapter: relay and consumer as services start them. */
async function crossing(
  name: string,
  { admin, contributor, matching, log }: Stage,
  open: (member: Member) => Promise<Bus>,
): Promise<Backbone> {
  const [out, into] = [await open(contributor), await open(matching)];
  return {
    name,
    isOurs: true,
    async prepare({ topics }) {
      await out.ensureTopics(topics);
      await into.checkTopics(topics);
    },
    async startRelay(_load, published) {
      const bus: Bus = {
        ...out,
        async publish(messages) {
          await out.publish(messages);
          published(messages.length);
        },
      };
      return startRelay({ url: contributor.url, service: 'contributor', bus, log });
    },
    async emptied() {
      while ((await admin.query('SELECT FROM contributor.outbox LIMIT 1')).rowCount !== 0) await sleep(EMPTY_MS);
    },
    async startConsumer(load, told) {
      const group = `matching.bench-${load.run}`;
      return startConsumer<Tx>({
        ...{ bus: into, group, log, reactions: [reactionOf(load, told)] },
        async transact(cause, work) {
          const keys: string[] = [];
          const result = await matching.uow.transact({ kind: 'system', name: group, ...cause }, (tx, because) =>
            work({ ...tx, keys }, (other) => ({ ...because(other), keys })),
          );
          told.applied(keys);
          return result;
        },
      });
    },
    close: async () => void (await Promise.all([out.close(), into.close()])),
  };
}

function reactionOf(load: Load, { begun }: Told): Reaction<Tx> {
  if (load.contract.kind === 'state') {
    return projection<Counted, Tx>(`bench-${load.run}`, load.contract.state, {
      tables: ['bench_snapshot'],
      async put({ sql, keys }, snapshots) {
        begun();
        keys.push(...snapshots.map(({ key }) => key));
        await keepSnapshots(sql, load.run, snapshots);
      },
      erase: async () => {},
    });
  }
  return on(load.contract.fact, async ({ sql, keys }: Tx, { key, data }: Arrived<Counted>) => {
    begun();
    keys.push(key);
    await writeDown(sql, load.run, key, data.n);
  });
}
