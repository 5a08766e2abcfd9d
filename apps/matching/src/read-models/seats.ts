import type { OpportunityView } from './opportunity-view.ts';

/** Seats of an opportunity; `taken` is ours, `seats` follows the published terms. */
export interface SeatAllocation {
  readonly opportunityId: string;
  readonly seats: number;
  readonly taken: number;
}

export interface Seats {
  findMany(opportunityIds: readonly string[]): Promise<readonly SeatAllocation[]>;
  /** Sets how many seats each has, by its published terms, but never fewer than are taken. */
  provide(opportunities: readonly Pick<OpportunityView, 'opportunityId' | 'terms'>[]): Promise<void>;
  /** False when every seat is taken. Locks the row until the transaction ends. */
  take(opportunityId: string): Promise<boolean>;
  release(opportunityId: string): Promise<void>;
}

export const seatsLeft = ({ seats, taken }: SeatAllocation): number => seats - taken;
