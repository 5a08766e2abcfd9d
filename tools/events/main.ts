import { Complaint, runCommand } from '@crossing/tool-dev/complaint.ts';
import { commandFrom, USAGE, type Command } from './arguments.ts';
import { giveUp, list, show } from './dead-letters.ts';
import { graphAccess, SERVICES, TOPICS, type GraphAccess } from './graph-access.ts';
import { runInApp } from './in-app.ts';
import { lag } from './lag.ts';
import { oneNamed } from './named.ts';
import { terminal } from './output.ts';
import { tail } from './tail.ts';

// npm run events: what goes over the bus, what waits, what could not be applied, and what an operator does about it.
const out = terminal();

await runCommand(async () => {
  const command = commandFrom(process.argv.slice(2));
  try {
    await run(command);
  } catch (error) {
    throw error instanceof Complaint ? error : new Complaint(`${sentenceOf(error)} (npm run events -- ${command.name})`);
  }
});
// A client that is still giving up must not keep the terminal.
process.exit(0);

async function run(command: Command): Promise<void> {
  if (command.name === 'help') return console.log(USAGE);
  if (command.name === 'tail') return runTail(command);
  const graph = graphAccess(process.env);
  if (command.name === 'lag') return onBus(graph, (bus) => lag(graph, bus, out));
  if (command.name === 'list') {
    const services = command.service === null ? SERVICES : [serviceNamed(command.service)];
    const asked = ['dead-letters list', ...(command.service === null ? [] : ['--service', ...services])].join(' ');
    return list(graph, { services, page: command.page, asked }, out);
  }
  const service = serviceNamed(command.service);
  if (command.name === 'show') return show(graph, service, command.id, out);
  if (command.name === 'discard') return giveUp(graph, service, command.id, command.reason, out);
  process.exit(await runInApp(service, wordsOf(command), process.env));
}

// A declaration, as the first lines of this file run before the constants below them are there.
function serviceNamed(given: string): string {
  return oneNamed('service', SERVICES, given);
}

/** How the service itself is told. */
function wordsOf(command: Extract<Command, { readonly name: 'redrive' | 'rebuild' }>): string[] {
  if (command.name === 'rebuild') return ['rebuild', command.projection];
  const { group, key } = command;
  return ['redrive', ...(group === null ? [] : ['--group', group]), ...(key === null ? [] : ['--key', key])];
}

async function runTail({ topic: given, ...asked }: Extract<Command, { readonly name: 'tail' }>): Promise<void> {
  const name = oneNamed(
    'topic',
    TOPICS.map(({ topic }) => topic),
    given,
  );
  const topic = TOPICS.find((spec) => spec.topic === name)!;
  const graph = graphAccess(process.env);
  const asking = new AbortController();
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => asking.abort());
  await onBus(graph, async (bus) => void (await tail({ bus, busName: graph.busName, topic, asked, out, signal: asking.signal })));
}

async function onBus(graph: GraphAccess, work: (bus: Awaited<ReturnType<GraphAccess['openBus']>>) => Promise<void>): Promise<void> {
  const bus = await graph.openBus();
  try {
    await work(bus);
  } finally {
    await bus.close();
  }
}

/** What an error and its causes say, without their stacks. */
function sentenceOf(error: unknown): string {
  const texts: string[] = [];
  for (let inner = error; inner instanceof Error; inner = inner.cause) {
    const errors = inner instanceof AggregateError ? inner.errors : [inner];
    for (const { message } of errors as Error[]) if (message && !texts.some((text) => text.includes(message))) texts.push(message);
  }
  return texts.join(': ') || String(error);
}
