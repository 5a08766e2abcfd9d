import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { findJava, majorVersionOf } from './java.ts';

describe('majorVersionOf', () => {
  it.each([
    ['openjdk version "17.0.15" 2025-04-15', 17],
    ['Picked up JAVA_TOOL_OPTIONS: -Xmx1g\nopenjdk version "25" 2025-09-16', 25],
    ['java version "1.8.0_402"', 8],
    ['The operation couldn’t be completed. Unable to locate a Java Runtime.', null],
  ])('reads %j', (said, major) => {
    expect(majorVersionOf(said)).toBe(major);
  });
});

describe('findJava', () => {
  let home: string;
  beforeEach(() => (home = mkdtempSync(path.join(tmpdir(), 'crossing-java-'))));
  afterEach(() => rmSync(home, { recursive: true }));

  it('says what to install where there is no Java', async () => {
    await expect(findJava(home)).rejects.toThrow(/does not start: install Java 17 or newer .*JAVA_HOME/);
  });

  it('says that one is too old', async () => {
    mkdirSync(path.join(home, 'bin'));
    writeFileSync(path.join(home, 'bin', 'java'), `#!/bin/sh\necho 'openjdk version "11.0.2"' >&2\n`);
    chmodSync(path.join(home, 'bin', 'java'), 0o755);

    await expect(findJava(home)).rejects.toThrow(/^Kafka needs Java 17 or newer, and .* is 11: install/);
  });
});
