import { spawn, type ChildProcess } from 'node:child_process';
import { createWriteStream, mkdirSync, type WriteStream } from 'node:fs';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { pathToFileURL } from 'node:url';

/** A process of the graph, that can be stopped and started again. */
export interface GraphProcess {
  readonly name: string;
  readonly pid: number | undefined;
  readonly hasEnded: boolean;
  /** Starts it, with settings on top of its own; answers when it has been spawned, not when it is ready. */
  start(settings?: Readonly<Record<string, string>>): void;
  /** SIGTERM, so that it drains; SIGKILL when it takes longer than the patience. */
  stop(): Promise<void>;
  /** SIGKILL, as a crash would. */
  kill(): Promise<void>;
  /** The newest lines that it wrote. */
  lastLines(): readonly string[];
}

interface Options {
  readonly name: string;
  readonly script: string;
  readonly environment: Readonly<Record<string, string>>;
  readonly dataDir: string;
  /** A line that a person should see: a warning, an error, or what is no log record at all. */
  readonly onNotice: (name: string, line: string) => void;
  /** It ended although nobody asked it to. */
  readonly onCrash: (name: string, code: number | null) => void;
}

const root = path.join(import.meta.dirname, '../..');
const leash = pathToFileURL(path.join(import.meta.dirname, 'leash.ts')).href;
const PATIENCE_MS = 12_000;
const KEPT_LINES = 20;
const WARN = 40;

// Small spaces make the collector keep up, so that an idle subgraph stays about 120 MB; the gateway parses everybody's answers.
const heapOf = (name: string): string[] =>
  name === 'gateway' ? ['--max-semi-space-size=8', '--max-old-space-size=512'] : ['--max-semi-space-size=1', '--max-old-space-size=256'];

/** kafkajs sets timers that are over already, which newer Node tells of on every connection. */
const KAFKAJS_IS_OLD = '--disable-warning=TimeoutNegativeWarning';

export function graphProcess({ name, script, environment, dataDir, onNotice, onCrash }: Options): GraphProcess {
  let child: ChildProcess | null = null;
  // Whether its end would be a surprise.
  let wanted = false;
  const lines: string[] = [];

  const listen = (stream: NodeJS.ReadableStream, log: WriteStream): void => {
    createInterface({ input: stream }).on('line', (line) => {
      log.write(`${line}\n`);
      lines.push(line);
      if (lines.length > KEPT_LINES) lines.shift();
      if (isNotice(line)) onNotice(name, line);
    });
  };

  const end = async (signal: NodeJS.Signals): Promise<void> => {
    wanted = false;
    const running = child;
    if (!running || hasEnded(running)) return;
    const ended = new Promise((resolve) => running.once('exit', resolve));
    running.kill(signal);
    const impatience = setTimeout(() => running.kill('SIGKILL'), PATIENCE_MS);
    await ended;
    clearTimeout(impatience);
  };

  return {
    name,
    get pid() {
      return child?.pid;
    },
    get hasEnded() {
      return child !== null && hasEnded(child);
    },
    start(settings = {}) {
      wanted = true;
      const log = openLog(dataDir, name);
      const running = spawn(
        process.execPath,
        ['--enable-source-maps', KAFKAJS_IS_OLD, ...heapOf(name), '--import', leash, path.join(root, script)],
        {
          cwd: root,
          env: {
            ...process.env,
            NODE_COMPILE_CACHE: path.join(dataDir, 'compile-cache'),
            MALLOC_ARENA_MAX: '2',
            ...environment,
            ...settings,
          },
          stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
          // Ctrl-C reaches the starter, which then drains its processes in order.
          detached: process.platform !== 'win32',
        },
      );
      child = running;
      listen(running.stdout!, log);
      listen(running.stderr!, log);
      running.once('exit', (code) => {
        log.end();
        if (wanted && child === running) onCrash(name, code);
      });
    },
    stop: () => end('SIGTERM'),
    kill: () => end('SIGKILL'),
    lastLines: () => lines,
  };
}

const hasEnded = ({ exitCode, signalCode }: ChildProcess): boolean => exitCode !== null || signalCode !== null;

function openLog(dataDir: string, name: string): WriteStream {
  const folder = path.join(dataDir, 'logs');
  mkdirSync(folder, { recursive: true });
  return createWriteStream(path.join(folder, `${name}.log`), { flags: 'a' });
}

function isNotice(line: string): boolean {
  try {
    return (JSON.parse(line) as { level: number }).level >= WARN;
  } catch {
    return line.trim() !== '';
  }
}
