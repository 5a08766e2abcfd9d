export type { Brand } from './brand.ts';
export { dateOf, DAY, HOUR, MINUTE, type Clock } from './clock.ts';
export { MAX_AMOUNT_MINOR, payFor, type Money } from './money.ts';
export { isUuid, type NewId } from './new-id.ts';
export type { Principal } from './principal.ts';
export type { Sql, SqlResult } from './sql.ts';
export { unreachable } from './unreachable.ts';
