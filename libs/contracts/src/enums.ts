import { openEnum } from './fields.ts';

// The values known today of the enumerations that more than one contract speaks of.

export const workType = () => openEnum(['DATA_ANNOTATION', 'RLHF', 'AI_EVALUATION', 'RED_TEAMING', 'INSTRUCTION_AUDIT', 'CONVERSATION']);

export const payModel = () => openEnum(['HOURLY', 'PER_UNIT', 'FIXED']);

export const sensitiveContent = () => openEnum(['VIOLENCE', 'SEXUAL', 'SELF_HARM', 'HATE', 'CBRN', 'OTHER']);

export const cefr = () => openEnum(['A1', 'A2', 'B1', 'B2', 'C1', 'C2']);

export const requirementKind = () =>
  openEnum([
    'PROFESSION',
    'CREDENTIAL',
    'SKILL',
    'LANGUAGE',
    'NATIVE_LANGUAGE',
    'ASSESSMENT',
    'TIER',
    'COUNTRY',
    'TIME_ZONE',
    'HOURS',
    'CONTENT_OPT_IN',
    'UNIQUENESS',
  ]);

export const companyState = () =>
  openEnum([
    'DRAFT',
    'SUBMITTED',
    'INFORMATION_REQUESTED',
    'VERIFIED',
    'REVERIFICATION_DUE',
    'PROBATION',
    'EXPIRED',
    'SUSPENDED',
    'REJECTED',
    'TERMINATED',
  ]);

export const publication = () => openEnum(['UNPUBLISHED', 'PUBLISHED', 'PAUSED', 'HELD', 'FILLED', 'CLOSED', 'EXPIRED', 'WITHDRAWN']);

export const applicationState = () =>
  openEnum(['SUBMITTED', 'SHORTLISTED', 'OFFERED', 'ACCEPTED', 'DECLINED', 'NOT_SELECTED', 'WITHDRAWN', 'LAPSED']);

export const accountStatus = () =>
  openEnum(['PENDING_EMAIL', 'ACTIVE', 'RESTRICTED', 'SUSPENDED', 'TERMINATED', 'CLOSURE_REQUESTED', 'CLOSED']);
