/** Seats of an opportunity; `taken` is ours, `seats` follows the published terms. */
export interface SeatAllocation {
  readonly opportunityId: string;
  readonly seats: number;
  readonly taken: number;
}

export interface Seats {
  findMany(opportunityIds: readonly string[]): Promise<readonly SeatAllocation[]>;
  /** Sets how many seats there are, but never fewer than are taken. */
  provide(opportunityId: string, seats: number): Promise<void>;
  /** False when every seat is taken. Locks the row until the transaction ends. */
  take(opportunityId: string): Promise<boolean>;
  release(opportunityId: string): Promise<void>;
}

export const seatsLeft = ({ seats, taken }: SeatAllocation): number => seats - taken;
