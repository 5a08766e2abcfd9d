import js from '@eslint/js';
import { createProjectGraphAsync } from '@nx/devkit';
import nx from '@nx/eslint-plugin';
import prettier from 'eslint-config-prettier';
import ts from 'typescript-eslint';
import { sources } from './tools/checks/eslint/sources.mjs';
import { arrows, circlesThroughTestkit } from './tools/checks/eslint/arrows.mjs';
import { imports, syntax } from './tools/checks/eslint/restrictions.mjs';

// Without a project graph the rule of boundaries would say nothing.
process.env.NX_DAEMON = 'false';
await createProjectGraphAsync();

/** The rules of one kind of file. A later entry replaces an earlier one's restrictions, so each kind states all that hold for it. */
const kind = (files, ignores, importRules, syntaxRules) => ({
  files,
  ignores,
  rules: {
    'no-restricted-imports': ['error', { patterns: importRules }],
    'no-restricted-syntax': ['error', ...syntaxRules],
  },
});

export default ts.config(
  {
    ignores: [
      '**/dist/**',
      '**/generated/**',
      '**/node_modules/**',
      '**/.data/**',
      '**/.cache/**',
      '**/*.cjs',
      'libs/matching-index/kernel/**',
    ],
  },
  // Nobody switches a rule off in a comment.
  { linterOptions: { noInlineConfig: true } },
  js.configs.recommended,
  ...ts.configs.recommended,
  { files: ['**/*.mjs'], languageOptions: { globals: { process: 'readonly', URL: 'readonly' } } },
  {
    files: ['**/*.ts'],
    plugins: { '@nx': nx },
    languageOptions: { parserOptions: { projectService: true } },
    rules: {
      'max-lines': ['error', 250],
      '@typescript-eslint/no-floating-promises': 'error',
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_', ignoreRestSiblings: true }],
      '@nx/enforce-module-boundaries': [
        'error',
        { enforceBuildableLibDependency: false, allow: [], depConstraints: arrows, ignoredCircularDependencies: circlesThroughTestkit },
      ],
    },
  },
  kind(sources.product, [...sources.spec, ...sources.config], [imports.noTestkit], [syntax.noEnvironment]),
  kind(sources.config, [], [imports.noTestkit], []),
  kind(sources.slice, sources.adapter, [imports.noTestkit, imports.noAdapters], [syntax.noEnvironment, ...syntax.pure]),
  kind(sources.resolvers, [], [imports.noTestkit, imports.noStores], [syntax.noEnvironment, ...syntax.pure]),
  kind(sources.store, [], [imports.noTestkit, imports.noGraph], [syntax.noEnvironment, ...syntax.pure]),
  kind(sources.spec, sources.skips, [], [...syntax.everyTestRuns]),
  prettier,
);
