module.exports = {
  ...require('../../jest.preset.cjs'),
  displayName: 'tools/audit',
  globalSetup: '<rootDir>/../../libs/testkit/src/jest-global-setup.ts',
  globalTeardown: '<rootDir>/../../libs/testkit/src/jest-global-teardown.ts',
};
