import type { Clock } from '@crossing/kernel';
import type { RefusalBatch } from '@crossing/runtime';
import type { Caller } from '@crossing/subgraph';
import { asService } from '../as-service.ts';
import type { Transact } from '../unit-of-work.ts';

interface Deps {
  readonly transact: Transact;
  readonly clock: Clock;
}

/** Writes refusals of the last seconds, identity's own and those that the gateway reports, to the audit log. */
export const recordRefusals =
  ({ transact, clock }: Deps) =>
  (caller: Caller, batch: RefusalBatch): Promise<void> =>
    transact(asService(caller), ({ refusals }) => refusals.record(batch, clock()));
