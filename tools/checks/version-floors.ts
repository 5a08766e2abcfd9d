import { foreign, nameOf, type Lockfile } from './lockfile.ts';

// Below these a known hole is open: CVE-2026-32621 and the planner's denial of service, CVE-2026-23897, …
const floors: Readonly<Record<string, string>> = {
  '@apollo/gateway': '2.14.0',
  '@apollo/composition': '2.14.0',
  '@apollo/query-planner': '2.14.0',
  '@apollo/server': '5.5.0',
  graphql: '16.8.1',
  typeorm: '1.1.0',
  fastify: '5.8.5',
};
// Two copies of graphql do not know each other's types; federation packages of different versions broke queries.
const single = ['graphql'];
const together = [
  '@apollo/gateway',
  '@apollo/composition',
  '@apollo/query-planner',
  '@apollo/federation-internals',
  '@apollo/query-graphs',
];

/** Packages below the version that security needs, doubled, or out of step. */
export function badVersions(lockfile: Lockfile): readonly string[] {
  const versions = (name: string): string[] =>
    foreign(lockfile).flatMap(([place, { version }]) => (nameOf(place) === name && version ? [version] : []));
  return [
    ...Object.entries(floors).flatMap(([name, floor]) =>
      versions(name)
        .filter((version) => isBelow(version, floor))
        .map((version) => `${name} ${version} is below ${floor}, the least that is safe`),
    ),
    ...single.filter((name) => versions(name).length > 1).map((name) => `${name} is there more than once: ${versions(name).join(', ')}`),
    ...(new Set(together.flatMap(versions)).size > 1 ? [`${together.join(', ')} must have one version`] : []),
  ];
}

function isBelow(version: string, floor: string): boolean {
  const parts = (text: string): number[] => text.split(/[.-]/).slice(0, 3).map(Number);
  const [have, need] = [parts(version), parts(floor)];
  const first = have.findIndex((part, index) => part !== need[index]);
  return first !== -1 && have[first]! < need[first]!;
}
