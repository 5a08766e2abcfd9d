import type { Money } from '@crossing/kernel';
import type { OpportunityTerms } from './terms.ts';

type JsonMoney = { readonly amountMinor: string; readonly currency: string };

/** Terms as `jsonb` keeps them: amounts as decimal strings, like everywhere outside this process. */
export type JsonTerms = Omit<OpportunityTerms, 'payMin' | 'payMax'> & { readonly payMin: JsonMoney; readonly payMax: JsonMoney };

const toMoney = ({ amountMinor, currency }: JsonMoney): Money => ({ amountMinor: BigInt(amountMinor), currency });
const fromMoney = ({ amountMinor, currency }: Money): JsonMoney => ({ amountMinor: amountMinor.toString(), currency });

export const termsToJson = (terms: OpportunityTerms): JsonTerms => ({
  ...terms,
  payMin: fromMoney(terms.payMin),
  payMax: fromMoney(terms.payMax),
});

export const termsFromJson = (json: JsonTerms): OpportunityTerms => ({
  ...json,
  payMin: toMoney(json.payMin),
  payMax: toMoney(json.payMax),
});
