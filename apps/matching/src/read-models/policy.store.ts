import type { EntityManager } from 'typeorm';
import type { Policy } from './policy.ts';

const EVERY_OTHER_COUNTRY = '**';

export const policyStore = (manager: EntityManager): Policy => ({
  floorOf: async (country) => {
    const rows: { minor_per_hour: bigint; currency: string }[] = await manager.query(
      'SELECT minor_per_hour, currency FROM pay_floor WHERE country IN ($1, $2) ORDER BY country = $2 LIMIT 1',
      [country, EVERY_OTHER_COUNTRY],
    );
    const [floor] = rows;
    if (!floor) throw new Error(`There is no pay floor for ${country}, nor a default.`);
    return { amountMinor: floor.minor_per_hour, currency: floor.currency };
  },
  exchangeRates: async () => {
    const rows: { currency: string; per_usd: string; as_of: string }[] = await manager.query(
      'SELECT currency, per_usd::text AS per_usd, as_of::text AS as_of FROM exchange_rate',
    );
    const asOf = rows.reduce((latest, row) => (row.as_of > latest ? row.as_of : latest), '');
    return { asOf, perUsd: Object.fromEntries(rows.map((row) => [row.currency, row.per_usd])) };
  },
});
