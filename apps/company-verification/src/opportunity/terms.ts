import type { Money } from '@crossing/kernel';

export type WorkType = 'DATA_ANNOTATION' | 'RLHF' | 'AI_EVALUATION' | 'RED_TEAMING' | 'INSTRUCTION_AUDIT' | 'CONVERSATION';
export type JudgmentAction = 'EVALUATE' | 'LABEL' | 'RANK' | 'REFINE';
export type PayModel = 'HOURLY' | 'PER_UNIT' | 'FIXED';
export type SensitiveContent = 'VIOLENCE' | 'SEXUAL' | 'SELF_HARM' | 'HATE' | 'CBRN' | 'OTHER';
export type RequirementKind =
  | 'PROFESSION'
  | 'CREDENTIAL'
  | 'SKILL'
  | 'LANGUAGE'
  | 'NATIVE_LANGUAGE'
  | 'ASSESSMENT'
  | 'TIER'
  | 'COUNTRY'
  | 'TIME_ZONE'
  | 'HOURS'
  | 'CONTENT_OPT_IN'
  | 'UNIQUENESS';
export type PartyRole = 'CONTRACTING_PARTY' | 'INTERMEDIARY' | 'DATA_PLATFORM' | 'MODEL_DEVELOPER' | 'END_CLIENT';
export type Disclosure = 'NAMED' | 'SECTOR_ONLY' | 'WITHHELD';

export const SENSITIVE_CONTENT: readonly SensitiveContent[] = ['VIOLENCE', 'SEXUAL', 'SELF_HARM', 'HATE', 'CBRN', 'OTHER'];

export interface RequirementAtom {
  readonly kind: RequirementKind;
  readonly code: string;
  readonly minLevel: string | null;
}

/** Met by any one of its atoms (decisions D10). */
export interface RequirementClause {
  /** `c1`, `c2` … in their order; given by the server. */
  readonly key: string;
  readonly anyOf: readonly RequirementAtom[];
  readonly legallyRequired: boolean;
  readonly justification: string | null;
}

export interface SupplyChainParty {
  readonly role: PartyRole;
  readonly disclosure: Disclosure;
  readonly name: string | null;
  readonly sector: string | null;
  readonly withheldReason: string | null;
}

/** What a contributor is told before they decide. */
export interface OpportunityTerms {
  readonly title: string;
  readonly summary: string;
  readonly workType: WorkType;
  readonly judgmentActions: readonly JudgmentAction[];
  readonly domain: string;
  readonly complexityTier: number;
  readonly seats: number;
  readonly hoursPerWeek: { readonly min: number; readonly max: number };
  /** `YYYY-MM-DD`. */
  readonly startsOn: string;
  /** The last day for applications, `YYYY-MM-DD`. */
  readonly applyBy: string;
  readonly payModel: PayModel;
  readonly payMin: Money;
  readonly payMax: Money;
  readonly estimatedMinutesPerUnit: number | null;
  readonly paymentTermsDays: number;
  readonly sensitiveContent: readonly SensitiveContent[];
  readonly noticeDays: number;
  readonly requirements: readonly RequirementClause[];
  readonly supplyChain: readonly SupplyChainParty[];
  readonly intendedUse: string;
}

/** The countries whose residents the terms include; none stands for all. */
export const includedCountries = ({ requirements }: OpportunityTerms): readonly string[] =>
  requirements.flatMap(({ anyOf }) => anyOf.filter(({ kind }) => kind === 'COUNTRY').map(({ code }) => code));

/** Terms as they are read: with the number of the revision that says so. */
export type TermsOfRevision = OpportunityTerms & { readonly revision: number };
