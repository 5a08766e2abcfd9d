import { Type, type Static } from '@sinclair/typebox';
import { workType } from '../enums.ts';
import { fact } from '../event-contract.ts';
import { code, count, date, ordinal, person, uuid } from '../fields.ts';

const data = Type.Object({
  entryId: uuid(),
  contributorId: person(),
  engagementId: uuid(),
  companyId: uuid(),
  workType: workType(),
  domain: code(),
  tier: ordinal(),
  unitsAccepted: count(),
  unitsTotal: count(),
  minutes: count(),
  occurredOn: date(),
});

/** A completed engagement became an entry of the person’s track record. */
export const TrackRecordAppended = fact({
  name: 'TrackRecordAppended',
  service: 'contributor',
  aggregate: 'track-record',
  key: 'contributorId',
  event: 'appended',
  data,
});

export type TrackRecordAppended = Static<typeof data>;
