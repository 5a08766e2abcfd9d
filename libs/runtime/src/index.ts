export { audit, type Audit, type AuditRecord } from './audit.ts';
export { startSealer, type Sealer, type SealerOptions } from './audit/start-sealer.ts';
export { currentCause, runWithCause } from './cause.ts';
export { constraintOf, openDatabase, sqlOf, withPrincipal, type Database, type DatabaseOptions } from './database.ts';
export { deadlines, type Deadline, type Deadlines } from './deadlines.ts';
export { defineConfig, describeSettings, InvalidConfiguration, type ConfigOf, type SettingRow, type Settings } from './define-config.ts';
export { createHealth, type Health, type HealthReport } from './health.ts';
export { idempotency, type Claim, type IdempotencyKey, type IdempotencyStore, type StoredAnswer } from './idempotency.ts';
export { createLifecycle, type Lifecycle } from './lifecycle.ts';
export { logError } from './log-error.ts';
export { createLogger, type Logger } from './logger.ts';
export { createMetrics } from './metrics.ts';
export { assertMigrated, migrate, type MigrateOptions, type MigrationSource } from './migrate.ts';
export { movableClock, type MovableClock } from './movable-clock.ts';
export { pgTypes } from './pg-types.ts';
export {
  handOverRefusals,
  refusalTally,
  type NoteRefusal,
  type RefusalBatch,
  type RefusalCount,
  type RefusalTally,
  type Refused,
} from './refusal-tally.ts';
export { roleOf, rolePassword, roleUrl, schemaOf, type RoleKind } from './roles.ts';
export { setting, type Setting } from './setting.ts';
export { fireOne, startDeadlines, type DeadlineHandler, type DeadlineOptions, type RunningDeadlines } from './start-deadlines.ts';
