import { utcOffsetMinutes } from '@crossing/taxonomy';
import type { EligibilitySnapshot, OpportunityFacts, PersonFacts } from './snapshot.ts';
import { POLICY_VERSION } from './score.ts';

interface Given {
  readonly person: PersonFacts;
  readonly opportunity: OpportunityFacts;
  readonly now: Date;
  /** All rates the service knows; the snapshot keeps those that it names. */
  readonly exchangeRates: EligibilitySnapshot['exchangeRates'];
}

/** Freezes everything that a decision about the pair depends on, zone offsets and exchange rates included. */
export function snapshotOf({ person, opportunity, now, exchangeRates }: Given): EligibilitySnapshot {
  const zones = opportunity.requirements.flatMap(({ anyOf }) => anyOf.filter(({ kind }) => kind === 'TIME_ZONE').map(({ code }) => code));
  const offsets = [person.timeZone, ...zones].map((zone) => [zone, utcOffsetMinutes(zone, now)] as const);
  const currencies = new Set([person.minHourly?.currency, opportunity.payMin.currency, opportunity.payMax.currency]);
  const perUsd = Object.entries(exchangeRates.perUsd).filter(([currency]) => currencies.has(currency));
  return {
    policyVersion: POLICY_VERSION,
    decidedAt: now,
    person,
    opportunity,
    utcOffsetMinutes: Object.fromEntries(offsets),
    exchangeRates: { asOf: exchangeRates.asOf, perUsd: Object.fromEntries(perUsd) },
  };
}
