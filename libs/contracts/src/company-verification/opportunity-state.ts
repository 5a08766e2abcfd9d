import { Type, type Static } from '@sinclair/typebox';
import { payModel, publication, requirementKind, sensitiveContent, workType } from '../enums.ts';
import { state } from '../event-contract.ts';
import { amount, code, count, date, instant, list, nullable, ordinal, text, uuid } from '../fields.ts';

const data = Type.Object({
  opportunityId: uuid(),
  companyId: uuid(),
  version: ordinal(),
  publication: publication(),
  revision: ordinal(),
  title: text(),
  terms: Type.Object({
    workType: workType(),
    domain: code(),
    complexityTier: ordinal(),
    seats: ordinal(),
    hoursPerWeek: Type.Object({ min: count(), max: count() }),
    startsOn: date(),
    applyBy: date(),
    payModel: payModel(),
    payMin: amount(),
    payMax: amount(),
    estimatedMinutesPerUnit: nullable(ordinal()),
    paymentTermsDays: count(),
    noticeDays: count(),
    sensitiveContent: list(sensitiveContent()),
    requirements: list(
      Type.Object({
        key: code(),
        anyOf: list(Type.Object({ kind: requirementKind(), code: code(), minLevel: nullable(code()) })),
        legallyRequired: Type.Boolean(),
      }),
    ),
  }),
  companyVerifiedUntil: nullable(instant()),
  publishedAt: instant('The first publication.'),
});

/** What matching needs to know of an opportunity, from its first publication on; `revision` is the published one. */
export const OpportunityState = state({
  name: 'OpportunityState',
  service: 'company-verification',
  aggregate: 'opportunity',
  key: 'opportunityId',
  data,
});

export type OpportunityState = Static<typeof data>;
