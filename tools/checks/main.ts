import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { badLicences, hostsAndHashes, installScripts, missingOptionals, type Lockfile } from './lockfile.ts';
import { missingNamedPaths } from './named-paths.ts';
import { databaseClocks, longFiles, machinePaths, type SourceFile } from './sources.ts';
import { badVersions } from './version-floors.ts';

// npm run check: what no compiler and no linter sees. Prints a sentence for every rule that is broken; ends with 1 if there is one.
const root = path.join(import.meta.dirname, '../..');
const read = (file: string): string => readFileSync(path.join(root, file), 'utf8');

const lockfile = JSON.parse(read('package-lock.json')).packages as Lockfile;
const files: readonly SourceFile[] = execFileSync('git', ['ls-files', '-co', '--exclude-standard'], { cwd: root, encoding: 'utf8' })
  .split('\n')
  .filter((file) => file !== '' && file !== 'package-lock.json' && existsSync(path.join(root, file)))
  .map((file) => ({ path: file, text: read(file) }));

const broken = [
  ...badLicences(lockfile),
  ...installScripts(lockfile, read('.npmrc')),
  ...missingOptionals(lockfile),
  ...hostsAndHashes(lockfile),
  ...badVersions(lockfile),
  ...longFiles(files),
  ...machinePaths(files),
  ...databaseClocks(files),
  ...missingNamedPaths(files),
];
for (const sentence of broken) console.error(sentence);
console.log(
  `${Object.keys(lockfile).length} packages and ${files.length} files looked at: ${broken.length === 0 ? 'all is well' : `${broken.length} broken rules`}`,
);
process.exit(broken.length === 0 ? 0 : 1);
