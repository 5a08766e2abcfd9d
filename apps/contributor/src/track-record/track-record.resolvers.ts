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
    workType: ({ workType }) => workType as WorkType,
  },
});
