import { spawn } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { jarsFolder } from './jars.ts';
import { downloadedBytes, reasonIn } from './maven.ts';

describe('downloadedBytes', () => {
  it('counts jars that have come, and nothing else', () => {
    expect(downloadedBytes('Downloaded from central: https://example.org/a/b-1.0.jar (1.5 MB at 3.1 MB/s)')).toBe(1_500_000);
    expect(downloadedBytes('Downloaded from central: https://example.org/a/b-1.0.jar (43 kB at 1.0 MB/s)')).toBe(43_000);
    expect(downloadedBytes('Downloaded from central: https://example.org/a/b-1.0.pom (2 kB at 9 kB/s)')).toBeNull();
    expect(downloadedBytes('Downloading from central: https://example.org/a/b-1.0.jar')).toBeNull();
  });
});

describe('reasonIn', () => {
  it('goes to the end of the chain of causes, and leaves Maven’s advice out', () => {
    const chain =
      'Plugin x:y:1 could not be resolved: Could not transfer artifact x:y:pom:1: Connect to 127.0.0.1:9 failed: Connection refused';

    expect(reasonIn([`${chain} -> [Help 1]`, '', 'To see the full stack trace …'])).toBe(
      'Connect to 127.0.0.1:9 failed: Connection refused',
    );
    expect(reasonIn(['', 'Unknown host -> [Help 1]'])).toBe('Unknown host');
    expect(reasonIn([])).toBe('it gave no reason');
  });
});

describe('kafkaJars', () => {
  let folder: string;
  let pom: string;
  let cache: string;
  beforeEach(() => {
    folder = mkdtempSync(path.join(tmpdir(), 'crossing-jars-'));
    pom = path.join(folder, 'pom.xml');
    cache = path.join(folder, 'cache');
    mkdirSync(path.join(folder, 'bin'));
    writeFileSync(pom, '<project/>');
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  /** What stands on the path instead of Maven; `$folder` is where the jars should go. */
  function maven(script: string): void {
    const file = path.join(folder, 'bin', 'mvn');
    const outputFolder = 'for word; do case $word in -DoutputDirectory=*) folder=${word#*=};; esac; done';
    writeFileSync(file, `#!/bin/sh\n${outputFolder}\n${script}\n`);
    chmodSync(file, 0o755);
  }

  /** In a process of its own, which answers with what it said last. */
  const jars = (searchPath = `${path.join(folder, 'bin')}:/usr/bin:/bin`): Promise<string> =>
    new Promise((resolve) => {
      const script = `import { kafkaJars } from ${JSON.stringify(path.join(import.meta.dirname, 'jars.ts'))};
        await kafkaJars(${JSON.stringify({ pom, cache })}).then(console.log, (error) => console.log(error.message));`;
      const child = spawn(process.execPath, ['--input-type=module-typescript', '--no-warnings', '-e', script], {
        env: { ...process.env, PATH: searchPath },
      });
      let said = '';
      child.stdout.on('data', (chunk) => (said += String(chunk)));
      child.once('close', () => resolve(said.trim()));
    });

  it('downloads once, and anew for another pom.xml', async () => {
    maven('mkdir -p $folder; touch $folder/kafka.jar');
    const first = await jars();
    maven('exit 1');

    expect(await jars()).toBe(first);
    expect(readdirSync(first)).toEqual(['kafka.jar']);
    writeFileSync(pom, '<project></project>');
    expect(jarsFolder({ pom, cache })).not.toBe(first);
  });

  it('gives two that start at once the same whole folder', async () => {
    maven('mkdir -p $folder; touch $folder/a.jar; sleep 0.3; touch $folder/b.jar');

    const [first, second] = await Promise.all([jars(), jars()]);

    expect(second).toBe(first);
    expect(readdirSync(cache)).toEqual([path.basename(first)]);
    expect(readdirSync(first)).toEqual(['a.jar', 'b.jar']);
  });

  it('takes an interrupted download for none', async () => {
    const interrupted = `${jarsFolder({ pom, cache })}.999999999`;
    mkdirSync(interrupted, { recursive: true });
    maven('mkdir -p $folder; touch $folder/kafka.jar');

    await jars();

    expect(existsSync(interrupted)).toBe(false);
  });

  it('says why Maven did not succeed, and leaves nothing behind', async () => {
    maven('echo "[ERROR] Unknown host -> [Help 1]"; mkdir -p $folder; exit 1');

    expect(await jars()).toMatch(/^Maven could not download Kafka’s jars \(Unknown host\): see that .*\.$/);
    expect(readdirSync(cache)).toEqual([]);
  });

  it('says what to install where there is no Maven', async () => {
    expect(await jars(path.join(folder, 'bin'))).toMatch(/there is no mvn: install it/);
  });
});
