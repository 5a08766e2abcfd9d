import { badLicences, hostsAndHashes, installScripts, missingOptionals } from './lockfile.ts';
import { badVersions } from './version-floors.ts';

const sound = { version: '1.0.0', license: 'MIT', integrity: 'sha512-x' };

describe('badLicences', () => {
  it.each(['MIT', 'Apache-2.0', '(MIT OR GPL-3.0)', 'Apache-2.0 AND MIT'])('accepts %s', (license) => {
    expect(badLicences({ 'node_modules/a': { ...sound, license } })).toEqual([]);
  });

  it.each(['GPL-3.0', 'MIT AND GPL-3.0', 'UNLICENSED', undefined, 'Elastic-2.0'])('refuses %s', (license) => {
    expect(badLicences({ 'node_modules/a': { ...sound, license } })).toHaveLength(1);
  });

  it('accepts Elastic-2.0 for the federation packages only', () => {
    expect(badLicences({ 'node_modules/@apollo/gateway': { ...sound, license: 'Elastic-2.0' } })).toEqual([]);
  });

  it('does not judge our own projects', () => {
    expect(badLicences({ 'apps/x': {}, 'node_modules/@crossing/x': { link: true } })).toEqual([]);
  });
});

describe('installScripts', () => {
  const npmrc = 'fund=false\nignore-scripts=true\n';

  it('refuses one that is not known', () => {
    expect(installScripts({ 'node_modules/a': { ...sound, hasInstallScript: true } }, npmrc)).toHaveLength(1);
    expect(installScripts({ 'node_modules/esbuild': { ...sound, hasInstallScript: true } }, npmrc)).toEqual([]);
  });

  it('wants them off altogether', () => {
    expect(installScripts({}, 'ignore-scripts=false\n')).toHaveLength(1);
  });
});

describe('missingOptionals', () => {
  it('names a platform’s binary that the lockfile forgot', () => {
    const lockfile = {
      'node_modules/a': { ...sound, optionalDependencies: { 'a-mac': '1', 'a-linux': '1' } },
      'node_modules/a-linux': sound,
    };

    expect(missingOptionals(lockfile)).toEqual([expect.stringMatching(/^a-mac, an optional part of a, /)]);
  });
});

describe('hostsAndHashes', () => {
  it('refuses a package bound to a host, or without a hash', () => {
    expect(hostsAndHashes({ 'node_modules/a': { ...sound, resolved: 'https://mirror.example/a.tgz' } })).toHaveLength(1);
    expect(hostsAndHashes({ 'node_modules/a': { ...sound, integrity: undefined } })).toHaveLength(1);
    expect(hostsAndHashes({ 'node_modules/a': sound })).toEqual([]);
  });
});

describe('badVersions', () => {
  it.each([
    ['@apollo/gateway', '2.13.9'],
    ['@apollo/server', '5.4.99'],
    ['graphql', '16.8.0'],
    ['typeorm', '1.0.10'],
    ['fastify', '5.8.4'],
  ])('refuses %s %s', (name, version) => {
    expect(badVersions({ [`node_modules/${name}`]: { ...sound, version } })).toHaveLength(1);
  });

  it('accepts what is at or above its floor', () => {
    expect(
      badVersions({ 'node_modules/fastify': { ...sound, version: '5.10.0' }, 'node_modules/graphql': { ...sound, version: '16.8.1' } }),
    ).toEqual([]);
  });

  it('refuses a second copy of graphql, and federation packages out of step', () => {
    const graphql = { ...sound, version: '16.15.0' };
    expect(badVersions({ 'node_modules/graphql': graphql, 'node_modules/a/node_modules/graphql': graphql })).toHaveLength(1);
    expect(
      badVersions({
        'node_modules/@apollo/gateway': { ...sound, version: '2.14.4' },
        'node_modules/@apollo/composition': { ...sound, version: '2.14.1' },
      }),
    ).toHaveLength(1);
  });
});
