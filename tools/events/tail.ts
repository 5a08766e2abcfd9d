import type { TopicSpec } from '@crossing/contracts';
import type { Bus, Following, PartitionOffset, Slice } from '@crossing/messaging';
import type { Command } from './arguments.ts';
import { counted } from './columns.ts';
import { jsonOf, linesOf } from './message-lines.ts';
import type { Output } from './output.ts';

type Tail = Omit<Extract<Command, { readonly name: 'tail' }>, 'name' | 'topic'>;

interface TailOptions {
  readonly bus: Bus;
  readonly busName: string;
  readonly topic: TopicSpec;
  readonly asked: Tail;
  readonly out: Output;
  /** Aborted by Ctrl-C. */
  readonly signal: AbortSignal;
}

/** Prints the messages of a topic as they come, until there are as many as asked for, or the signal. Answers how many it printed. */
export async function tail({ bus, busName, topic, asked, out, signal }: TailOptions): Promise<number> {
  const { from, count, key, json } = asked;
  await bus.checkTopics([topic]);
  const start = await startOf(bus, topic.topic, from);
  out.say(`${topic.topic} on ${busName}, ${inWords(from)}${count === null ? '; Ctrl-C ends it' : ''}:`);
  const { promise: enough, resolve: end } = Promise.withResolvers<void>();
  for (const ending of [signal, out.closed]) ending.addEventListener('abort', () => end());
  if (signal.aborted || out.closed.aborted) end();
  let printed = 0;

  async function handle({ messages }: Slice): Promise<void> {
    for (const message of messages) {
      if (printed === count || signal.aborted || out.closed.aborted) return end();
      if (key !== null && message.key !== key) continue;
      await out.print(json ? jsonOf(message) : linesOf(message));
      printed += 1;
    }
    if (printed === count) end();
  }

  const following: Following = bus.follow({ topics: [topic.topic], ...(start && { from: start }), handle });
  await Promise.race([enough, following.done]);
  await following.stop();
  out.say(`${counted(printed, 'message')} of ${topic.topic}${key === null ? '' : ` with key ${key}`}.`);
  return printed;
}

async function startOf(bus: Bus, topic: string, from: Tail['from']): Promise<readonly PartitionOffset[] | null> {
  if (from === 'beginning') return null;
  return from === 'now' ? bus.ends([topic]) : bus.since([topic], from);
}

function inWords(from: Tail['from']): string {
  if (from === 'now') return 'from now on';
  return from === 'beginning' ? 'from the beginning' : `what the bus stored at ${from.toISOString()} or later`;
}
