export { anonymous, aPerson, aReviewer, aSystem } from './callers.ts';
export { driftOf } from './drift.ts';
export { emittedBy, type EmittedEvent } from './emitted.ts';
export { eventually } from './eventually.ts';
export { frozenClock, type FrozenClock } from './frozen-clock.ts';
export { describeWithKafka, kafkaCluster, kafkaForTests } from './kafka.ts';
export { holesInTheWall, type OpenTables } from './row-level-security.ts';
export { statementsOf } from './statements.ts';
export { testDatabase, TEST_ROLE_SECRET, type TestDatabase, type TestDatabaseOptions } from './test-database.ts';
