// One graph after the other: each is five processes and a PostgreSQL.
module.exports = { ...require('../../jest.preset.cjs'), displayName: 'e2e', maxWorkers: 1, testTimeout: 120_000 };
