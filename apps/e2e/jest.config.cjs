// One graph after the other: each is five processes and a PostgreSQL. The testkit's set-up brings Kafka for the specs that ask for it.
module.exports = {
  ...require('../../jest.preset.cjs'),
  displayName: 'e2e',
  testMatch: ['<rootDir>/src/**/*.spec.ts'],
  maxWorkers: 1,
  testTimeout: 120_000,
  globalSetup: '<rootDir>/../../libs/testkit/src/jest-global-setup.ts',
  globalTeardown: '<rootDir>/../../libs/testkit/src/jest-global-teardown.ts',
};
