import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { openClusterFolder } from './folder.ts';

describe('openClusterFolder', () => {
  let dir: string;
  beforeEach(() => (dir = path.join(mkdtempSync(path.join(tmpdir(), 'crossing-kafka-folder-')), 'kafka')));
  afterEach(() => rmSync(path.dirname(dir), { recursive: true }));

  it('goes on with its cluster', () => {
    const first = openClusterFolder(dir, 3);
    first.release();

    const second = openClusterFolder(dir);
    second.release();

    expect(second.brokers).toBe(3);
    expect(second.clusterId).toBe(first.clusterId);
  });

  it('refuses another number of brokers', () => {
    openClusterFolder(dir, 3).release();

    expect(() => openClusterFolder(dir, 1)).toThrow(/holds a cluster of 3, not of 1: start it with --brokers 3, or/);
  });

  it('refuses a folder that is in use, by another process or by this one', () => {
    const first = openClusterFolder(dir, 1);
    expect(() => openClusterFolder(dir, 1)).toThrow(`is in use by process ${process.pid}`);
    first.release();
    writeFileSync(path.join(dir, 'kafka.pid'), String(process.ppid));

    expect(() => openClusterFolder(dir, 1)).toThrow(`is in use by process ${process.ppid}`);
  });

  it('takes over from a process that is gone, and is not released twice', () => {
    openClusterFolder(dir, 1).release();
    writeFileSync(path.join(dir, 'kafka.pid'), '999999999');
    const first = openClusterFolder(dir, 1);
    first.release();
    const second = openClusterFolder(dir, 1);

    first.release();

    expect(() => openClusterFolder(dir, 1)).toThrow('is in use');
    second.release();
  });

  it('says what to do with a place that it cannot write, or that Kafka cannot name', () => {
    writeFileSync(path.join(path.dirname(dir), 'file'), '');

    expect(() => openClusterFolder(path.join(path.dirname(dir), 'file', 'kafka'))).toThrow(/\(ENOTDIR\).*--data/);
    expect(() => openClusterFolder('/tmp/a,b')).toThrow(/has a comma/);
  });
});
