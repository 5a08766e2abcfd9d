module.exports = { ...require('../../jest.preset.cjs'), displayName: 'taxonomy' };
