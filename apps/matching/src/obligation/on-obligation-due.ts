import { ObligationDue } from '@crossing/contracts';
import type { Clock } from '@crossing/kernel';
import type { DeadlineHandler } from '@crossing/runtime';
import type { Tx } from '../unit-of-work.ts';
import { fallDue } from './obligation.ts';
import { obligationFacts } from './obligation-facts.ts';

/** Turns what is owed into what is to be paid now. */
export const onObligationDue =
  ({ clock }: { readonly clock: Clock }): DeadlineHandler<Tx> =>
  async (tx, { aggregateId }) => {
    const obligation = await tx.obligations.lock(aggregateId);
    const due = obligation && fallDue(obligation, clock());
    if (!obligation || !due) return;
    await tx.obligations.update(due, obligation.version);
    tx.emit(ObligationDue, aggregateId, obligationFacts(due));
    await tx.audit.record({ action: 'obligation.due', aggregate: 'obligation', aggregateId, version: due.version });
  };
