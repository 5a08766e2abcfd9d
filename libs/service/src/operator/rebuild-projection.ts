import { startReplay, type Bus, type Reaction, type ReadModel, type Transact } from '@crossing/messaging';
import pg from 'pg';
import { system } from '../consumer-groups.ts';
import type { SubgraphApp } from '../subgraph-app.ts';
import type { SubgraphConfig } from '../subgraph-config.ts';
import type { Effects } from '../unit-of-work.ts';
import { compose } from './compose.ts';
import { Refused, type Operation } from './operator-command.ts';
import { assertRebuildable, dropShadow, makeShadow, shadowOf } from './shadow.ts';
import { swap, type Swapped } from './swap.ts';

type Projection<Stores> = Reaction<Stores & Effects> & { readonly readModel: ReadModel };

/**
 * `rebuild <projection>`: makes a read model anew from its topic, beside the live one, and puts it in its place in one
 * transaction. The service may run meanwhile. Always true: whatever goes wrong is thrown, and has changed nothing.
 */
export async function rebuildProjection<Config extends SubgraphConfig, Stores>(operation: Operation<Config, Stores>): Promise<boolean> {
  const { subgraph, args, log } = operation;
  const { name: service, config } = subgraph;
  const admin = new pg.Client({ connectionString: config.DATABASE_URL, application_name: `${service}.rebuild` });
  admin.on('error', (error) => log.error({ err: error }, 'The connection of the rebuild was lost.'));
  await admin.connect();
  try {
    // Whatever the projection writes is in the shadow: it sees no other table, so that it can change none.
    const { app, bus, close } = await compose(subgraph, log, shadowOf(service));
    try {
      const projection = projectionNamed(service, app, args);
      await lockForOne(admin, service);
      await assertRebuildable(admin, service, projection.readModel);
      await rebuild(operation, { admin, app, bus, projection });
    } finally {
      await close();
    }
  } finally {
    await admin.end();
  }
  return true;
}

function projectionNamed<Stores>(service: string, app: SubgraphApp<Stores>, [name, ...more]: readonly string[]): Projection<Stores> {
  const all = app.projections.filter((reaction): reaction is Projection<Stores> => reaction.readModel !== undefined);
  const found = all.find(({ readModel }) => readModel.name === name);
  if (found && more.length === 0) return found;
  if (all.length === 0) throw new Refused(`${service} has no projection.`);
  const there = all.map(({ readModel }) => readModel.name).join(', ');
  throw new Refused(
    name
      ? `${service} has no projection ${[name, ...more].join(' ')}; there is ${there}.`
      : `Say which projection of ${service}: ${there}.`,
  );
}

async function lockForOne(admin: pg.Client, service: string): Promise<void> {
  const { rows } = await admin.query<{ mine: boolean }>('SELECT pg_try_advisory_lock(hashtextextended($1, 0)) AS mine', [
    `${service}.rebuild`,
  ]);
  if (!rows[0]!.mine) throw new Refused(`A read model of ${service} is being rebuilt at this moment: wait for that one.`);
}

interface Work<Stores> {
  readonly admin: pg.Client;
  readonly app: SubgraphApp<Stores>;
  readonly bus: Bus;
  readonly projection: Projection<Stores>;
}

async function rebuild<Config extends SubgraphConfig, Stores>(
  { subgraph: { name: service }, say }: Operation<Config, Stores>,
  { admin, app, bus, projection }: Work<Stores>,
): Promise<void> {
  const { readModel: model, contract } = projection;
  const { topic } = contract;
  await makeShadow(admin, service, model);
  try {
    say(`Replaying ${topic} into ${shadowOf(service)} …`);
    const transact: Transact<Stores & Effects> = (cause, work) => app.uow.transact(system(`${service}.rebuild`, cause.correlationId), work);
    const replay = await startReplay<Stores & Effects>({ bus, reaction: projection, transact });
    try {
      await replay.caughtUp;
      // What came in the meantime is applied before anybody has to wait.
      await replay.reached(await bus.ends([topic]));
      const began = performance.now();
      const swapped = await swap({ admin, service, model, topic, bus, replay });
      const ms = Math.round(performance.now() - began);
      for (const line of linesOf(`${service}/${model.name}`, { model, swapped, ...replay.count(), ms })) say(line);
      const after = app.afterRebuild?.[model.name];
      if (after) say(after);
    } finally {
      await replay.stop();
    }
  } finally {
    await dropShadow(admin, service);
  }
}

interface Done {
  readonly model: ReadModel;
  readonly swapped: readonly Swapped[];
  readonly met: number;
  readonly unreadable: number;
  readonly ms: number;
}

/** What a rebuild did, for the operator. */
export function linesOf(name: string, { model, swapped, met, unreadable, ms }: Done): string[] {
  return [
    `${name} is made anew from ${met} ${met === 1 ? 'message' : 'messages'}; its consumers waited ${ms} ms for the swap, its readers did not.`,
    ...swapped.map(({ table, before, after }) => `  ${table}: ${after} ${after === 1 ? 'row' : 'rows'}, before ${before}`),
    ...model.alsoWrites.map((table) => `  ${table}: as it was, since it also holds what no event tells`),
    ...(unreadable > 0 ? [`  ${unreadable} of the messages make no event and were passed over: see npm run events -- dead-letters`] : []),
  ];
}
