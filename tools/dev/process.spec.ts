import { execFile } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { graphProcess, type GraphProcess } from './process.ts';

describe('graphProcess', () => {
  const dataDir = mkdtempSync(path.join(tmpdir(), 'crossing-process-'));
  const notices: string[] = [];
  const crashes: (number | null)[] = [];
  let chatty: GraphProcess;

  const until = async (condition: () => boolean): Promise<void> => {
    for (let i = 0; !condition(); i++) {
      if (i === 400) throw new Error(`it did not come to that; lines: ${chatty.lastLines().join('\n')}`);
      await new Promise((resolve) => setTimeout(resolve, 25));
    }
  };

  beforeEach(() => {
    chatty = graphProcess({
      name: 'chatty',
      script: 'tools/dev/fixtures/chatty.ts',
      environment: { GREETING: 'you' },
      dataDir,
      onNotice: (_name, line) => notices.push(line),
      onCrash: (_name, code) => crashes.push(code),
    });
    crashes.length = 0;
  });

  afterEach(() => chatty.kill());
  afterAll(() => rmSync(dataDir, { recursive: true }));

  it('hands over its settings and keeps a log', async () => {
    chatty.start();
    await until(() => chatty.lastLines().length === 2);

    expect(chatty.lastLines()[0]).toContain('hello you');
    // The file is written beside the lines, not before them.
    await until(() => readFileSync(path.join(dataDir, 'logs/chatty.log'), 'utf8').includes('hello you'));
  });

  it('shows warnings and errors only', async () => {
    chatty.start();
    await until(() => chatty.lastLines().length === 2);

    expect(notices.every((line) => line.includes('something is wrong'))).toBe(true);
  });

  it('drains when it is stopped, and that is no crash', async () => {
    chatty.start();
    await until(() => chatty.lastLines().length === 2);

    await chatty.stop();

    expect(chatty.lastLines().at(-1)).toContain('drained');
    expect(crashes).toEqual([]);
  });

  it('starts again with other settings', async () => {
    chatty.start();
    await until(() => chatty.lastLines().length === 2);
    await chatty.kill();

    chatty.start({ GREETING: 'again' });

    await until(() => chatty.lastLines().some((line) => line.includes('hello again')));
  });

  it('says when it ended by itself', async () => {
    chatty.start({ CRASH: 'yes' });

    await until(() => crashes.length === 1);

    expect(crashes).toEqual([7]);
    expect(chatty.hasEnded).toBe(true);
  });

  it('ends its processes when the starter itself is killed', async () => {
    const starter = execFile(process.execPath, [path.join(import.meta.dirname, 'fixtures/starter.ts'), dataDir]);
    const pid = await new Promise<number>((resolve) => starter.stdout!.once('data', (text) => resolve(Number(text))));

    starter.kill('SIGKILL');

    await until(() => !isAlive(pid));
  });
});

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}
