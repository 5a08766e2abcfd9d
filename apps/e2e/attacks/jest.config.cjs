// One graph for all files, in the order of their names: what each attack needs is made by the one before it or by the stage.
module.exports = {
  ...require('../../../jest.preset.cjs'),
  displayName: 'attacks',
  maxWorkers: 1,
  testTimeout: 60_000,
  globalSetup: '<rootDir>/open-stage.ts',
  globalTeardown: '<rootDir>/close-stage.ts',
  testSequencer: '<rootDir>/by-name.cjs',
};
