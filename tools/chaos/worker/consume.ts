import { startConsumer } from '@crossing/messaging';
import { openDatabase, type Logger } from '@crossing/runtime';
import { SECRET, type Assignment } from './assignment.ts';
import { openBus } from './open-bus.ts';
import { readingsOf, transactOf } from './reactions.ts';

/** Is a member of both of the service's groups. */
export async function consume(assignment: Assignment, log: Logger): Promise<() => Promise<void>> {
  const { adminUrl, service, sabotage } = assignment;
  const database = await openDatabase({ url: adminUrl, service, secret: SECRET, entities: [], log });
  const bus = await openBus(assignment, service, log);
  const transact = transactOf(database, sabotage);
  const consumers = Object.values(readingsOf(service, sabotage)).map((reading) => startConsumer({ bus, transact, log, ...reading }));
  return async () => {
    await Promise.all(consumers.map((consumer) => consumer.stop()));
    await bus.close();
    await database.close();
  };
}
