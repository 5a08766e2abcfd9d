/** Optional drivers that a dependency mentions and nobody installs: required in a try block, never there. */
export const neverLoaded = [
  '@google-cloud/spanner',
  '@sap/hana-client',
  '@sap/hana-client/*',
  'better-sqlite3',
  'expo-sqlite',
  'hdb-pool',
  'ioredis',
  'mongodb',
  'mssql',
  'mysql',
  'mysql2',
  'oracledb',
  'pg-native',
  'pg-query-stream',
  'react-native-sqlite-storage',
  'redis',
  'sql.js',
  'sqlite3',
  'ts-node',
  'typeorm-aurora-data-api-driver',
];

/** Packages that hold machine code or load their own files: installed beside the bundle from its package.json. */
export const shippedAside = ['@node-rs/argon2', 'graphile-worker'];
