/** Every seat of the opportunity is taken (M1). */
export interface NoSeatLeft {
  readonly kind: 'NoSeatLeft';
  readonly message: string;
}

export const noSeatLeft: NoSeatLeft = { kind: 'NoSeatLeft', message: 'Every seat of this opportunity is taken.' };
