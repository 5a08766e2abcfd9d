import { globalId, tryIdOf } from '@crossing/subgraph';
import type { Resolvers, WorkType } from '../generated/resolvers.ts';

export const trackRecordResolvers = (): Resolvers => ({
  TrackRecordEntry: {
    __resolveReference: ({ id }, { entries }) => {
      const entryId = tryIdOf('TrackRecordEntry', id);
      return entryId ? entries.load(entryId) : null;
    },
    id: ({ entryId }) => globalId('TrackRecordEntry', entryId),
    company: ({ companyId }) => ({ id: globalId('Company', companyId) }),
    workType: ({ workType }) => (isKnown(workType) ? workType : null),
  },
});

// Every value of the graph's enum: the compiler misses one that is added there.
const WORK_TYPES: Readonly<Record<WorkType, true>> = {
  DATA_ANNOTATION: true,
  RLHF: true,
  AI_EVALUATION: true,
  RED_TEAMING: true,
  INSTRUCTION_AUDIT: true,
  CONVERSATION: true,
};

/** Facts may tell of a kind of work that this version does not know: it is kept, and shown as unknown (decisions D12). */
const isKnown = (workType: string): workType is WorkType => Object.hasOwn(WORK_TYPES, workType);
