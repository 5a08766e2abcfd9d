import { EngagementCompleted, EngagementTerminated, type FactContract } from '@crossing/contracts';
import { on } from '@crossing/messaging';
import type { Tx } from '../unit-of-work.ts';
import { afterTheEnd } from './disclosure.ts';

type Ended = { readonly engagementId: string; readonly companyId: string; readonly contributorId: string };

/** Ends the disclosure some time after the engagement, however it ended. */
const onEnded = <Data extends Ended>(contract: FactContract<Data>) =>
  on<Data, Tx>(contract, async (tx, { data, time }) => {
    const { engagementId, companyId, contributorId } = data;
    await tx.disclosures.put({ sourceId: engagementId, companyId, contributorId, until: afterTheEnd(time) });
  });

export const onEngagementEnded = [onEnded(EngagementCompleted), onEnded(EngagementTerminated)];
