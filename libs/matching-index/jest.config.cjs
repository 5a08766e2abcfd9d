module.exports = { ...require('../../jest.preset.cjs'), displayName: 'matching-index' };
