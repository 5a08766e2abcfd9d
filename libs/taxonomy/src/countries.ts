import { iso31661 } from 'iso-3166/1.js';
import publishedExclusions from './country-exclusions.json' with { type: 'json' };

/** A country whose residents the network cannot take, with the reason that they may read. */
export interface CountryExclusion {
  /** ISO 3166-1 alpha-2. */
  readonly country: string;
  readonly reason: string;
  /** `YYYY-MM-DD`. */
  readonly since: string;
}

const names = new Map(iso31661.map(({ alpha2, name }) => [alpha2, name]));

/** The published list; empty unless the operator's law demands otherwise. */
export const countryExclusions: readonly CountryExclusion[] = publishedExclusions;

/** All assigned codes, in alphabetical order. */
export const countries: readonly string[] = [...names.keys()].sort();

/** True for an assigned ISO 3166-1 alpha-2 code in upper case; reserved and withdrawn ones are not countries. */
export const isCountry = (code: string): boolean => names.has(code);

/** The country's English short name; null if the code is not assigned. */
export const countryName = (code: string): string | null => names.get(code) ?? null;

/** Why nobody from this country can be taken; null if they can. */
export const exclusionOf = (code: string, exclusions: readonly CountryExclusion[] = countryExclusions): CountryExclusion | null =>
  exclusions.find(({ country }) => country === code) ?? null;
