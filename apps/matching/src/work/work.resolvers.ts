import { globalId, idOf, tryIdOf } from '@crossing/subgraph';
import type { Resolvers } from '../generated/resolvers.ts';
import type { acceptWork } from './accept-work.ts';
import type { queryWork } from './query-work.ts';
import type { rejectWork } from './reject-work.ts';
import type { submitWork } from './submit-work.ts';
import { isUndecided, stateAt } from './work-record.ts';

interface UseCases {
  readonly submitWork: ReturnType<typeof submitWork>;
  readonly acceptWork: ReturnType<typeof acceptWork>;
  readonly queryWork: ReturnType<typeof queryWork>;
  readonly rejectWork: ReturnType<typeof rejectWork>;
}

const workIn = ({ workRecordId }: { readonly workRecordId: string }) => ({ workRecordId: idOf('WorkRecord', workRecordId) });

export const workResolvers = (app: UseCases): Resolvers => ({
  Mutation: {
    submitWork: (_root, { input }, { caller }) =>
      app.submitWork(caller, {
        ...input,
        engagementId: idOf('Engagement', input.engagementId),
        note: input.note ?? null,
        idempotencyKey: input.idempotencyKey ?? null,
      }),
    acceptWork: (_root, { input }, { caller }) => app.acceptWork(caller, workIn(input)),
    queryWork: (_root, { input }, { caller }) => app.queryWork(caller, { ...input, ...workIn(input) }),
    rejectWork: (_root, { input }, { caller }) => app.rejectWork(caller, { ...input, ...workIn(input) }),
  },
  WorkRecord: {
    __resolveReference: ({ id }, { workRecords }) => {
      const workRecordId = tryIdOf('WorkRecord', id);
      return workRecordId ? workRecords.load(workRecordId) : null;
    },
    id: ({ workRecordId }) => globalId('WorkRecord', workRecordId),
    state: (work, _args, { now }) => stateAt(work, now()),
    autoAcceptsAt: (work, _args, { now }) => (isUndecided(stateAt(work, now())) ? work.autoAcceptsAt : null),
    rejection: ({ rejectionReason: reason, rejectionEvidence: evidence }) => (reason && evidence !== null ? { reason, evidence } : null),
    obligation: ({ workRecordId }, _args, { obligations }) => obligations.load(workRecordId),
  },
});
