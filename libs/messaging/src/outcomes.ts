import type { Registry } from 'prom-client';
import { counterIn } from './metrics.ts';

/** What became of a message that a consumer has read. */
export type Outcome =
  | 'applied'
  /** Applied before: the inbox knows it. */
  | 'repeated'
  /** A snapshot that is older than what the read model has. */
  | 'stale'
  /** An event that nobody here reacts to: passed over, as a newer publisher may send any. */
  | 'unknown_type'
  /** In the dead letters, as no event: its headers make none. */
  | 'malformed'
  /** In the dead letters: it breaks its contract, or cannot be applied. */
  | 'parked'
  /** In the dead letters, behind a parked event of its key. */
  | 'blocked';

/** Counts messages of a topic by what became of them. */
export type Tally = (topic: string, outcome: Outcome, messages?: number) => void;

/** Counts for a group, in the metric `consumer_messages_total`. */
export function tallyOf(metrics: Registry | undefined, group: string): Tally {
  const counter = counterIn(metrics, {
    name: 'consumer_messages_total',
    help: 'Messages that the group has read, by what became of them.',
    labelNames: ['group', 'topic', 'outcome'],
  });
  return (topic, outcome, messages = 1) => void (messages > 0 && counter?.inc({ group, topic, outcome }, messages));
}
