import { Complaint } from './complaint.ts';

/** What `parseArgs` complains about, without the second sentence, which is advice for programmers. */
export const reasonOf = (error: unknown): string => (error as Error).message.split(/[.\n]/)[0]!;

/** The value of a flag that takes a whole number; complains and says from which one, and to which one if there is a limit. */
export function wholeNumber(flag: string, given: string, { from = 1, to }: { readonly from?: number; readonly to?: number } = {}): number {
  const value = Number(given);
  if (/^\d+$/.test(given) && value >= from && value <= (to ?? Number.MAX_SAFE_INTEGER)) return value;
  throw new Complaint(`${flag} must be a whole number from ${from}${to === undefined ? '' : ` to ${to}`}, not ${given}.`);
}
