// The role of a file is its place and suffix; these globs say which.
const spec = ['**/*.spec.ts', '**/*.contract.ts', '**/spec-*.ts', '**/*.arbitraries.ts'];
const subgraphs = ['identity', 'contributor', 'company-verification', 'matching'];
const inSlices = (pattern) => subgraphs.map((app) => `apps/${app}/src/*/**/${pattern}`);

export const sources = {
  /** What ships. */
  product: ['apps/*/src/**/*.ts', 'libs/*/src/**/*.ts'],
  /** Tests, and what only tests use. */
  spec: [...spec, 'libs/testkit/**/*.ts', 'apps/e2e/**/*.ts'],
  /** The only place that may skip tests: those that need what a machine may lack. */
  skips: ['libs/testkit/src/describe-unless.ts'],
  /** Where settings are read. */
  config: ['apps/*/src/config.ts', 'libs/runtime/src/config.ts'],
  /** Domain, use cases and reactions of a slice: everything in it that is no adapter. */
  slice: inSlices('*.ts'),
  resolvers: inSlices('*.resolvers.ts'),
  store: inSlices('*.store.ts'),
  /** Adapters: they know a technology, and each says by its suffix which. */
  adapter: [...spec, ...['resolvers', 'store', 'loaders', 'routes', 'mail', 'http'].map((role) => `**/*.${role}.ts`)],
};
