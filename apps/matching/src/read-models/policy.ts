import type { Money } from '@crossing/kernel';
import type { EligibilitySnapshot } from '../eligibility/snapshot.ts';

export type ExchangeRates = EligibilitySnapshot['exchangeRates'];

/** Data that the operator supplies: floors of pay and exchange rates (decisions D14). */
export interface Policy {
  /** The least that an hour may pay somebody who lives in the country; the network's default where the country has none. */
  floorOf(country: string): Promise<Money>;
  exchangeRates(): Promise<ExchangeRates>;
}
