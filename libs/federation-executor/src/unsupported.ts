/** Why an operation is not compiled but handed to a stock executor. Low in number: they label a metric. */
export type UnsupportedReason = 'context' | 'plan-node' | 'prototype-name' | 'representations-variable' | 'subscription';

const REASON = Symbol('unsupported reason');

/** Throws what {@link unsupportedReason} recognises. */
export function unsupported(reason: UnsupportedReason): never {
  throw Object.assign(new Error(`The compiled executor does not run this operation: ${reason}.`), { [REASON]: reason });
}

/** The reason for which the compiler refused an operation; undefined for any other error. */
export const unsupportedReason = (error: unknown): UnsupportedReason | undefined =>
  error instanceof Error ? (error as { [REASON]?: UnsupportedReason })[REASON] : undefined;
