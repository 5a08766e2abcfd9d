/** Tells the domain's time. Product code never asks the machine; time is handed in, so that tests and the demo can move it. */
export type Clock = () => Date;

/** A length of time in milliseconds. */
export const MINUTE = 60_000;
export const HOUR = 60 * MINUTE;
export const DAY = 24 * HOUR;

/** The UTC calendar day of an instant, as `YYYY-MM-DD` (ISO 8601). */
export const dateOf = (instant: Date): string => instant.toISOString().slice(0, 10);
