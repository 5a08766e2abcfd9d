import type { Message } from '@crossing/messaging';
import { CONTRACTS, SERVICES } from './contracts.ts';
import { nameOf, type Effect, type Evidence, type Last, type Regress } from './judge.ts';
import { committed } from './progress.ts';
import type { Stage } from './stage.ts';

/** What there is to judge by, once everything is quiet. */
export async function gather({ database, acknowledged }: Stage): Promise<Evidence> {
  return {
    committed: await committed(database),
    acknowledged: acknowledged(),
    effects: await database.ask<Effect & Record<string, unknown>>('SELECT topic, key, n FROM chaos.effect ORDER BY id'),
    snapshots: await database.ask<Last & Record<string, unknown>>('SELECT topic, key, version AS last FROM chaos.snapshot'),
    regresses: await database.ask<Regress & Record<string, unknown>>('SELECT had, got FROM chaos.regress'),
  };
}

/** What the bus itself holds. */
export interface Records {
  readonly records: number;
  /** Records that were there before. */
  readonly repeats: number;
  /** Records of states that lie behind a newer one of their key. */
  readonly behindNewer: number;
  /** Things whose last record is not their newest state: compaction now would keep the older one. */
  readonly staleTails: number;
}

/** Reads every topic from its beginning. */
export async function inspect({ own }: Stage): Promise<Records> {
  const messages: Message[] = [];
  for (const service of SERVICES) {
    const following = own[service].bus.follow({
      topics: Object.values(CONTRACTS[service]).map(({ topic }) => topic),
      handle: async (slice) => void messages.push(...slice.messages),
    });
    await Promise.race([following.caughtUp, following.done]);
    await following.stop();
  }
  const states = SERVICES.map((service) => CONTRACTS[service].states.topic);
  return recordsOf(messages, states);
}

/** Counts in messages of all topics, those of each partition in their order. */
export function recordsOf(messages: readonly Pick<Message, 'topic' | 'key' | 'headers'>[], states: readonly string[]): Records {
  const sequenceOf = ({ headers }: (typeof messages)[number]): number => Number(headers['ce_sequence']);
  const ids = new Set(messages.map(({ headers }) => headers['ce_id']));
  const ofStates = messages.filter(({ topic }) => states.includes(topic));
  const things = [...Map.groupBy(ofStates, nameOf).values()];
  let behindNewer = 0;
  let staleTails = 0;
  for (const thing of things) {
    let newest = 0;
    for (const message of thing) {
      if (sequenceOf(message) < newest) behindNewer += 1;
      newest = Math.max(newest, sequenceOf(message));
    }
    if (sequenceOf(thing.at(-1)!) < newest) staleTails += 1;
  }
  return { records: messages.length, repeats: messages.length - ids.size, behindNewer, staleTails };
}
