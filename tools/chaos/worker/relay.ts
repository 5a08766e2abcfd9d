import { startRelay } from '@crossing/messaging';
import { roleUrl, type Logger } from '@crossing/runtime';
import { relayName, SECRET, type Assignment } from './assignment.ts';
import { openBus } from './open-bus.ts';

/** Publishes the service's outbox, or waits to take over. */
export async function relay(assignment: Assignment, log: Logger): Promise<() => Promise<void>> {
  const { service } = assignment;
  const bus = await openBus(assignment, service, log);
  const running = startRelay({ url: urlOf(assignment), service, bus, log });
  return async () => {
    await running.stop();
    await bus.close();
  };
}

function urlOf({ adminUrl, service, index, sabotage }: Assignment): string {
  const url = new URL(roleUrl(adminUrl, { service, secret: SECRET, kind: 'worker' }));
  url.searchParams.set('application_name', relayName(service, index));
  // There the lock's function answers everybody that the lock is theirs.
  if (sabotage === 'leader-lock') url.searchParams.set('options', '-c search_path=sabotage,pg_catalog');
  return url.toString();
}
