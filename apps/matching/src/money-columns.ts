import type { Money } from '@crossing/kernel';
import { EntitySchema } from 'typeorm';

/** The two columns of an amount: `pay_minor`, `pay_currency` for the prefix `pay`. */
export const moneyColumns = (table: string, prefix: string) => ({
  prefix: false as const,
  schema: new EntitySchema<Money>({
    name: `${table}_${prefix}`,
    columns: {
      amountMinor: { type: 'int8', name: `${prefix}_minor` },
      currency: { type: 'text', name: `${prefix}_currency` },
    },
  }),
});
