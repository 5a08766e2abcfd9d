import type { TopicSpec } from '@crossing/contracts';
import type { HealthState } from '@crossing/kernel';
import type { Bus } from './bus.ts';
import type { Log } from './log.ts';
import { persist } from './persist.ts';
import { sparingLog } from './sparing-log.ts';

export interface ProvideTopicsOptions {
  readonly bus: Bus;
  readonly topics: readonly TopicSpec[];
  /** Whether missing topics are made; otherwise an operator makes them. */
  readonly create: boolean;
  readonly log: Log;
}

export interface TopicsProvided {
  /** Down until every topic is there as the contracts say. */
  state(): HealthState;
  stop(): Promise<void>;
}

/** Sees to it, for as long as it takes, that the topics are there: a bus may be out, or set up wrongly, when a service starts. */
export function provideTopics({ bus, topics, create, log }: ProvideTopicsOptions): TopicsProvided {
  const complain = sparingLog(log);
  const attempt = persist(
    () => (create ? bus.ensureTopics(topics) : bus.checkTopics(topics)),
    (error) => complain(error, {}, 'The topics are not there as they should be; it is tried again.'),
  );
  return {
    state: () => (attempt.isDone() ? { status: 'ok' } : { status: 'down', detail: 'the topics of the bus are not there yet' }),
    stop: attempt.stop,
  };
}
