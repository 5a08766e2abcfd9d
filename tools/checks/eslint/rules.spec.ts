import { execFileSync } from 'node:child_process';
import path from 'node:path';

interface Sample {
  readonly file: string;
  readonly text: string;
  /** Part of the message that the sample must get; null when it must get none. */
  readonly says: string | null;
}

const useCase = 'apps/matching/src/sample/do-something.ts';
const resolvers = 'apps/matching/src/sample/sample.resolvers.ts';
const store = 'apps/matching/src/sample/sample.store.ts';
const spec = 'apps/matching/src/sample/sample.spec.ts';
const kernel = 'libs/kernel/src/clock.ts';

const samples: Record<string, Sample> = {
  'a use case imports typeorm': { file: useCase, text: `import { In } from 'typeorm';\nIn([]);`, says: 'know no table' },
  'a use case imports a store': { file: useCase, text: `import { x } from './sample.store.ts';\nx();`, says: 'know no table' },
  'a use case imports graphql': { file: useCase, text: `import { parse } from 'graphql';\nparse('');`, says: 'know no table' },
  'a use case imports Apollo': { file: useCase, text: `import { x } from '@apollo/server';\nx();`, says: 'know no table' },
  'a use case imports fastify': { file: useCase, text: `import { x } from 'fastify';\nx();`, says: 'know no table' },
  'a use case imports another slice': { file: useCase, text: `import { x } from '../other/other.ts';\nx();`, says: null },
  'a resolver imports a store': { file: resolvers, text: `import { x } from './sample.store.ts';\nx();`, says: 'translates and delegates' },
  'a resolver imports pg': { file: resolvers, text: `import { Pool } from 'pg';\nnew Pool();`, says: 'translates and delegates' },
  'a resolver imports generated types': { file: resolvers, text: `import { x } from '../generated/resolvers.ts';\nx();`, says: null },
  'a store imports graphql': { file: store, text: `import { parse } from 'graphql';\nparse('');`, says: 'nothing of the graph' },
  'a store imports typeorm': { file: store, text: `import { In } from 'typeorm';\nIn([]);`, says: null },
  'a use case asks the machine for the time': { file: useCase, text: 'export const t = Date.now();', says: 'deps.clock' },
  'a use case makes the present': { file: useCase, text: 'export const t = new Date();', says: 'deps.clock' },
  'a use case makes a date of a value': { file: useCase, text: 'export const t = new Date(0);', says: null },
  'a use case makes an id': { file: useCase, text: 'export const id = crypto.randomUUIDv7();', says: 'deps.newId' },
  'a use case imports randomUUID': { file: useCase, text: `import { randomUUID } from 'node:crypto';\nrandomUUID();`, says: 'deps.newId' },
  'a use case reads the environment': { file: useCase, text: 'export const e = process.env.HOME;', says: 'Only config.ts' },
  'a lib reads the environment': { file: 'libs/messaging/src/sample.ts', text: 'export const e = process.env;', says: 'Only config.ts' },
  'config.ts reads the environment': { file: 'apps/matching/src/config.ts', text: 'export const e = process.env.HOME;', says: null },
  'product code imports the testkit': { file: useCase, text: `import { x } from '@crossing/testkit';\nx();`, says: 'for specs' },
  'a focused test': { file: spec, text: `it.only('x', () => {});`, says: 'Every test runs' },
  'a skipped suite': { file: spec, text: `describe.skip('x', () => {});`, says: 'Every test runs' },
  'a test switched off by its name': { file: spec, text: `xit('x', () => {});`, says: 'Every test runs' },
  'a plain test': { file: spec, text: `it('x', () => {});`, says: null },
  'a long file': { file: useCase, text: 'export {};\n'.repeat(251), says: 'max-lines' },
  'a rule switched off in a comment': { file: useCase, text: `/* eslint-disable */\nexport const t = Date.now();`, says: 'deps.clock' },
  'a promise that nobody awaits': { file: kernel, text: 'Promise.resolve(1);', says: 'no-floating-promises' },
  'a lib imports against the arrow': {
    file: kernel,
    text: `import { x } from '@crossing/messaging';\nx();`,
    says: 'enforce-module-boundaries',
  },
  'a lib imports an app': {
    file: kernel,
    text: `import { x } from '@crossing/app-matching/codegen.ts';\nx();`,
    says: 'enforce-module-boundaries',
  },
  'a lib reaches into another by path': {
    file: kernel,
    text: `import { x } from '../../messaging/src/index.ts';\nx();`,
    says: 'enforce-module-boundaries',
  },
};

describe('eslint.config.mjs', () => {
  let messages: readonly (readonly string[])[];
  const names = Object.keys(samples);

  beforeAll(() => {
    const input = JSON.stringify(Object.values(samples).map(({ file, text }) => ({ file, text })));
    messages = JSON.parse(execFileSync('node', [path.join(import.meta.dirname, 'lint-texts.mjs')], { input, encoding: 'utf8' }));
  }, 120_000);

  it.each(names.filter((name) => samples[name]!.says !== null))('refuses: %s', (name) => {
    expect(messages[names.indexOf(name)]).toContainEqual(expect.stringContaining(samples[name]!.says!));
  });

  it.each(names.filter((name) => samples[name]!.says === null))('accepts: %s', (name) => {
    expect(messages[names.indexOf(name)]).toEqual([]);
  });
});
