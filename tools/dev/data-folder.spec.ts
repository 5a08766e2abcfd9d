import { mkdirSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Complaint } from './complaint.ts';
import { openDataFolder, runningGraph } from './data-folder.ts';
import { publicJwks, secretsOf } from './secrets.ts';

describe('openDataFolder', () => {
  let dir: string;

  beforeEach(() => (dir = path.join(mkdtempSync(path.join(tmpdir(), 'crossing-data-')), 'data')));
  afterEach(() => rmSync(path.dirname(dir), { recursive: true }));

  it('makes a new folder and takes it up again, seeded or not', () => {
    const first = openDataFolder(dir);
    expect(first.seeded).toBe(false);
    first.markSeeded();
    first.release();

    expect(openDataFolder(dir).seeded).toBe(true);
  });

  it('tells where its graph answers while it runs', () => {
    const folder = openDataFolder(dir);
    folder.announce({ url: 'http://127.0.0.1:1', databaseUrl: 'postgres://x' });
    expect(runningGraph(dir)?.databaseUrl).toBe('postgres://x');

    folder.release();

    expect(runningGraph(dir)).toBeNull();
  });

  it('refuses a folder that another running process uses', () => {
    openDataFolder(dir).release();
    writeFileSync(path.join(dir, 'start.pid'), String(process.ppid));

    expect(() => openDataFolder(dir)).toThrow(/is in use by process/);
  });

  it('takes over from a process that is gone', () => {
    openDataFolder(dir).release();
    writeFileSync(path.join(dir, 'start.pid'), '999999999');

    expect(openDataFolder(dir).seeded).toBe(false);
  });

  it('refuses a folder of another layout and says what to do', () => {
    mkdirSync(dir);
    writeFileSync(path.join(dir, 'crossing.json'), '{"layout":0,"seeded":true}');

    expect(() => openDataFolder(dir)).toThrow(/not made by this release.*DATA_DIR=/);
  });

  it('refuses a folder with somebody else’s files', () => {
    mkdirSync(dir);
    writeFileSync(path.join(dir, 'diary.txt'), '');

    expect(() => openDataFolder(dir)).toThrow(Complaint);
  });

  it('takes a folder where only Kafka has been for a new one', () => {
    mkdirSync(path.join(dir, 'kafka'), { recursive: true });

    expect(openDataFolder(dir).seeded).toBe(false);
  });

  it('refuses a place where no folder can be and says what to do', () => {
    writeFileSync(dir, 'a file');

    expect(() => openDataFolder(dir)).toThrow(/cannot be written.*DATA_DIR=/);
  });
});

describe('secretsOf', () => {
  const dir = mkdtempSync(path.join(tmpdir(), 'crossing-secrets-'));
  afterAll(() => rmSync(dir, { recursive: true }));

  it('makes secrets once, readable by their owner only', () => {
    const first = secretsOf(dir);

    expect(secretsOf(dir)).toEqual(first);
    expect(statSync(path.join(dir, 'secrets.json')).mode & 0o777).toBe(0o600);
    expect(new Set(Object.values(first.gatewayKeys)).size).toBe(4);
  });

  it('adds a secret that a folder from before does not have, and leaves the others', () => {
    const { sealingKey, ...before } = secretsOf(dir);
    writeFileSync(path.join(dir, 'secrets.json'), JSON.stringify(before));

    const after = secretsOf(dir);

    expect(after).toEqual({ ...before, sealingKey: expect.any(String) });
    expect(after.sealingKey).not.toBe(sealingKey);
    expect(secretsOf(dir)).toEqual(after);
  });

  it('gives away no private part with a public key', () => {
    const { callerTokenKey } = secretsOf(dir);

    expect(publicJwks(callerTokenKey)).not.toContain(callerTokenKey.d);
    expect(JSON.parse(publicJwks(callerTokenKey)).keys[0].kid).toBe(callerTokenKey.kid);
  });
});
