import type { Money } from '@crossing/kernel';

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

export interface Atom {
  readonly kind: RequirementKind;
  readonly code: string;
  readonly minLevel: string | null;
}

/** All clauses must be met, each by any one of its atoms (decisions D10). */
export interface RequirementClause {
  readonly key: string;
  readonly anyOf: readonly Atom[];
  readonly legallyRequired: boolean;
}

export interface HoursRange {
  readonly min: number;
  readonly max: number;
}

export interface LanguageProficiency {
  readonly tag: string;
  readonly native: boolean;
  readonly listening: string | null;
  readonly reading: string | null;
  readonly speaking: string | null;
  readonly writing: string | null;
}

/** What is known of a person when a decision is made. `hoursPerWeek` and `minHourly` are private to them (decisions D5). */
export interface PersonFacts {
  readonly contributorId: string;
  readonly version: number;
  readonly state: string;
  readonly countryOfResidence: string;
  readonly timeZone: string;
  readonly languages: readonly LanguageProficiency[];
  readonly professions: readonly { readonly escoUri: string; readonly years: number }[];
  readonly domains: readonly string[];
  readonly contentOptIns: readonly string[];
  readonly tiers: readonly { readonly domain: string; readonly tier: number }[];
  readonly verifiedClaims: readonly { readonly kind: string; readonly code: string; readonly expiresOn: string | null }[];
  readonly hoursPerWeek: HoursRange | null;
  readonly minHourly: Money | null;
}

/** The terms of a published revision that eligibility and score depend on. Pay is per hour, or per piece or in all by `payModel`. */
export interface OpportunityFacts {
  readonly opportunityId: string;
  readonly companyId: string;
  readonly revision: number;
  readonly workType: string;
  readonly domain: string;
  readonly complexityTier: number;
  readonly seats: number;
  readonly hoursPerWeek: HoursRange;
  readonly payModel: 'HOURLY' | 'PER_UNIT' | 'FIXED';
  readonly payMin: Money;
  readonly payMax: Money;
  readonly estimatedMinutesPerUnit: number | null;
  readonly sensitiveContent: readonly string[];
  readonly requirements: readonly RequirementClause[];
  readonly publishedAt: Date;
}

/** Everything that a decision depends on: the same snapshot always gives the same decision, byte for byte. */
export interface EligibilitySnapshot {
  readonly policyVersion: string;
  readonly decidedAt: Date;
  readonly person: PersonFacts;
  readonly opportunity: OpportunityFacts;
  /** Minutes east of UTC at `decidedAt`, for every IANA zone that is named: zone data change, a decision must not. */
  readonly utcOffsetMinutes: Readonly<Record<string, number>>;
  /** Units of a currency that one US dollar buys, as a decimal string, for the currencies that are named. */
  readonly exchangeRates: { readonly asOf: string; readonly perUsd: Readonly<Record<string, string>> };
}
