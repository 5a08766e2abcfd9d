import type { EntityManager } from 'typeorm';
import type { SeatAllocation, Seats } from './seats.ts';

interface Row {
  readonly opportunity_id: string;
  readonly seats: number;
  readonly taken: number;
}

export const seatStore = (manager: EntityManager): Seats => ({
  findMany: async (opportunityIds) => {
    const rows: Row[] = await manager.query(
      'SELECT opportunity_id, seats, taken FROM seat_allocation WHERE opportunity_id = ANY ($1::uuid[])',
      [opportunityIds],
    );
    return rows.map((row): SeatAllocation => ({ opportunityId: row.opportunity_id, seats: row.seats, taken: row.taken }));
  },
  provide: async (opportunities) => {
    await manager.query(
      `INSERT INTO seat_allocation (opportunity_id, seats) SELECT * FROM unnest($1::uuid[], $2::int[])
       ON CONFLICT (opportunity_id) DO UPDATE SET seats = greatest(seat_allocation.taken, EXCLUDED.seats)`,
      [opportunities.map(({ opportunityId }) => opportunityId), opportunities.map(({ terms }) => terms.seats)],
    );
  },
  // The condition spares the transaction an error; the CHECK holds even where the condition is forgotten.
  take: async (opportunityId) => {
    const [, taken]: [unknown, number] = await manager.query(
      'UPDATE seat_allocation SET taken = taken + 1 WHERE opportunity_id = $1 AND taken < seats',
      [opportunityId],
    );
    return taken === 1;
  },
  release: async (opportunityId) => {
    await manager.query('UPDATE seat_allocation SET taken = taken - 1 WHERE opportunity_id = $1', [opportunityId]);
  },
});
