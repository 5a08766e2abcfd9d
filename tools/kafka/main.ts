import { runCommand } from '@crossing/tool-dev/complaint.ts';
import { argumentsFrom, USAGE } from './arguments.ts';
import { farewell, greeting, jsonOf } from './greeting.ts';
import { startKafka } from './kafka.ts';

// npm run kafka: Apache Kafka on loopback until Ctrl-C. DATA_DIR and JAVA_HOME are honoured.
// What is said on the way goes to the standard error: with --json the standard output is for one line.
const terminal = process.stderr.isTTY;
const say = (line: string): void =>
  console.error(`${terminal ? '\r\x1b[K' : ''}${String(Math.round(performance.now())).padStart(6)} ms  ${line}`);
const onProgress = (line: string): void => void (terminal && process.stderr.write(`\r\x1b[K           ${line}`));

await runCommand(async () => {
  const { help, json, ...options } = argumentsFrom(process.argv.slice(2), process.env.DATA_DIR);
  if (help) return console.log(USAGE);

  const asked = new AbortController();
  let end: (code: number) => void;
  const ended = new Promise<number>((resolve) => (end = resolve));
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const)
    process.on(signal, () => {
      // Asked a second time: do not wait.
      if (asked.signal.aborted) process.exit(1);
      say('Stopping …');
      asked.abort();
      end(0);
    });

  const cluster = await startKafka({
    ...options,
    say,
    onProgress,
    signal: asked.signal,
    onEnd: (node, how, left) => {
      say(farewell(node, how, left));
      if (left.length === 0) end(1);
    },
  }).catch((error) => {
    if (asked.signal.aborted) process.exit(0);
    throw error;
  });
  console.log(json ? jsonOf(cluster) : greeting(cluster));
  const code = await ended;
  await cluster.stop();
  process.exit(code);
});
