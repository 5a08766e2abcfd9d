import { globSync, readFileSync } from 'node:fs';
import path from 'node:path';
import * as contracts from '@crossing/contracts';
import { grants, listeners } from '@crossing/infra-kafka/topics.ts';

const apps = path.join(import.meta.dirname, '../../apps');
/** `on(X`, `onEnded(X`, `projection('name', X`: what a reaction listens to. */
const LISTENS = /\b(?:on|onEnded)(?:<[^(]*>)?\(\s*([A-Z]\w+)|\bprojection(?:<[^(]*>)?\(\s*'[^']+',\s*([A-Z]\w+)/g;

/** The topics whose events the app's sources react to. */
function heardBy(service: string): string[] {
  const files = globSync(`${service}/src/**/*.ts`, { cwd: apps }).filter((file) => !/\.spec\.ts$|(^|\/)spec-/.test(file));
  const names = files.flatMap((file) =>
    [...readFileSync(path.join(apps, file), 'utf8').matchAll(LISTENS)].map(([, fact, state]) => (fact ?? state)!),
  );
  const byName = contracts as unknown as Record<string, { topic?: string }>;
  return [...new Set(names.map((name) => byName[name]?.topic).filter((topic) => topic !== undefined))].toSorted();
}

describe('what a service is granted', () => {
  it.each(listeners)('$service reads the topics that its reactions listen to, and no others', ({ service, consumes }) => {
    expect(consumes.map(({ topic }) => topic).toSorted()).toEqual(heardBy(service));
  });

  it('is to write on topics of its own only', () => {
    const writes = grants.filter(({ operations }) => operations.includes('WRITE'));

    expect(writes.map(({ principal, name, isPrefix }) => `${principal} ${name} ${isPrefix}`)).toEqual(
      listeners.map(({ service }) => `User:${service} crossing.${service}. true`),
    );
  });
});
