import type { Sealing } from '../sealing.ts';
import type { Tx } from '../unit-of-work.ts';
import { newRecoveryCodes } from './recovery-code.ts';
import { recoveryMarks } from './take-code.ts';

/** Ten new codes in place of those that there were; only their marks are kept. */
export async function issueRecoveryCodes(tx: Tx, sealing: Sealing, subjectRef: string, at: Date): Promise<readonly string[]> {
  const codes = newRecoveryCodes();
  const marks = codes.map((code) => recoveryMarks(sealing, code)[0]);
  await tx.secondFactors.replaceRecoveryCodes(subjectRef, marks, at);
  return codes;
}
