import { randomUUIDv7 } from 'node:crypto';
import { state, topicsOf } from '@crossing/contracts';
import { projection, startConsumer, type Bus, type Reaction } from '@crossing/messaging';
import { createLogger, defineConfig } from '@crossing/runtime';
import { testDatabase, TEST_ROLE_SECRET } from '@crossing/testkit';
import { Type } from '@sinclair/typebox';
import { consumerGroups } from './consumer-groups.ts';
import { connectBus } from './open-bus.ts';
import type { Operated, Operation } from './operator/operator-command.ts';
import { subgraphSettings } from './settings.ts';
import { specAuditSettings } from './spec-audit-settings.ts';
import type { SubgraphConfig } from './subgraph-config.ts';
import { unitOfWork, type Effects } from './unit-of-work.ts';

type Tx = Effects;
type Data = { readonly thingId: string; readonly n: number };

const TABLES = `
  CREATE TABLE matching.thing_view (thing_id text PRIMARY KEY, n integer NOT NULL, twice integer GENERATED ALWAYS AS (n * 2) STORED);
  CREATE TABLE matching.allotment (thing_id text PRIMARY KEY, n integer NOT NULL, taken integer NOT NULL DEFAULT 0);
  GRANT SELECT ON matching.thing_view TO matching_app;
  GRANT SELECT, UPDATE (taken) ON matching.allotment TO matching_app;
  GRANT SELECT, INSERT, UPDATE, DELETE ON matching.thing_view, matching.allotment TO matching_worker;
  ALTER TABLE matching.thing_view OWNER TO matching_owner;
  ALTER TABLE matching.allotment OWNER TO matching_owner`;

/** A service with a read model of things, on a database of its own and a topic that nobody else uses. */
export async function operated(env: NodeJS.ProcessEnv = {}) {
  const test = await testDatabase({ service: 'matching' });
  await test.query(TABLES);
  const aggregate = `thing-${crypto.randomUUID().slice(0, 8)}`;
  const data = Type.Object({ thingId: Type.String(), n: Type.Integer() });
  const ThingState = state({ name: 'ThingState', service: 'matching', aggregate, key: 'thingId', data });
  const settings = {
    CALLER_TOKEN_KEYS: '{"keys":[]}',
    GATEWAY_KEYS: Buffer.alloc(32).toString('base64url'),
    DATABASE_URL: test.url,
    DATABASE_ROLE_SECRET: TEST_ROLE_SECRET,
    ...specAuditSettings,
  };
  const config: SubgraphConfig = defineConfig(subgraphSettings({ port: 0 })).read({ ...settings, ...env });
  const log = createLogger({ service: 'matching', level: 'silent' });
  const bus: Bus = await connectBus('matching', config, log);
  await bus.ensureTopics(topicsOf([ThingState]));

  const put = async ({ sql }: Tx, snapshots: readonly { readonly data: Data }[]) => {
    const values = [snapshots.map(({ data }) => data.thingId), snapshots.map(({ data }) => data.n)];
    for (const table of ['thing_view', 'allotment'])
      await sql.query(
        `INSERT INTO ${table} (thing_id, n) SELECT * FROM unnest($1::text[], $2::int[]) ON CONFLICT (thing_id) DO UPDATE SET n = excluded.n`,
        values,
      );
  };
  const erase = async ({ sql }: Tx, key: string) => void (await sql.query('DELETE FROM thing_view WHERE thing_id = $1', [key]));
  const model = { put, erase, tables: ['thing_view'], alsoWrites: ['allotment'] };
  const projections: Reaction<Tx>[] = [
    projection<Data, Tx>('thing-view', ThingState, model),
    projection<Data, Tx>('mixed-view', ThingState, { ...model, tables: ['thing_view', 'allotment'], alsoWrites: [] }),
    projection<Data, Tx>('silent-view', ThingState, { ...model, alsoWrites: [] }),
  ];
  const subgraph: Operated<SubgraphConfig, unknown> = {
    ...{ name: 'matching', config, entities: [] },
    createApp: ({ database, clock, newId, committed }) => ({
      uow: unitOfWork({ database, service: 'matching', clock, newId, committed, stores: () => ({}) }),
      ...{ resolvers: {}, createContext: (caller) => ({ caller }), projections, reactions: [], deadlines: {} },
      afterRebuild: { 'thing-view': 'Then dance.' },
    }),
  };
  const app = subgraph.createApp({
    ...({ config, bus, log } as Parameters<typeof subgraph.createApp>[0]),
    ...{ database: test.database, clock: () => new Date(), newId: () => randomUUIDv7(), committed: () => {} },
  });
  const [group] = consumerGroups('matching', { ...app, projections: projections.slice(0, 1) });
  const sequences = new Map<string, number>();

  return {
    ...{ test, bus, group: group! },
    consume: () => startConsumer({ ...group!, bus, log, retryMs: [1] }),
    /** Publishes the next state of a thing, or the one of that number again; null erases it. */
    async publish(thingId: string, n: number | null, sequence = (sequences.get(thingId) ?? 0) + 1) {
      sequences.set(thingId, sequence);
      const headers = {
        ...{ ce_id: randomUUIDv7(), ce_type: ThingState.type, ce_sequence: String(sequence), ce_time: new Date().toISOString() },
      };
      const value = n === null ? null : Buffer.from(JSON.stringify({ thingId, n }));
      await bus.publish([{ topic: ThingState.topic, key: thingId, headers, value }]);
    },
    forge: (value: string) => bus.publish([{ topic: ThingState.topic, key: 'forged', headers: {}, value: Buffer.from(value) }]),
    things: async () =>
      Object.fromEntries(
        (await test.query<{ thing_id: string; n: number }>('SELECT thing_id, n FROM matching.thing_view ORDER BY thing_id')).map((row) => [
          row.thing_id,
          row.n,
        ]),
      ),
    operation(...args: readonly string[]): Operation<SubgraphConfig, unknown> & { readonly said: string[] } {
      const said: string[] = [];
      return { subgraph, args, log, say: (line) => void said.push(line), said };
    },
    async close() {
      await bus.close();
      await test.drop();
    },
  };
}

export type OperatedService = Awaited<ReturnType<typeof operated>>;
