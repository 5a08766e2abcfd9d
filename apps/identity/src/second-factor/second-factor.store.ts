import { sqlOf } from '@crossing/runtime';
import type { EntityManager } from 'typeorm';
import type { SecondFactors } from './second-factor.ts';

interface TotpRow extends Record<string, unknown> {
  readonly sealed_secret: Buffer;
  readonly confirmed_at: Date | null;
}

// A secret that counts is never written over; one that waits is.
const OFFER = `INSERT INTO totp_factor (subject_ref, sealed_secret, created_at) VALUES ($1, $2, $3)
  ON CONFLICT (subject_ref) DO UPDATE SET sealed_secret = $2, created_at = $3 WHERE totp_factor.confirmed_at IS NULL`;
const CONFIRM = `UPDATE totp_factor SET confirmed_at = $4, last_step = $3
  WHERE subject_ref = $1 AND sealed_secret = $2 AND confirmed_at IS NULL`;
// Who waited for the row sees the step that the winner took.
const TAKE_STEP = `UPDATE totp_factor SET last_step = $3
  WHERE subject_ref = $1 AND sealed_secret = $2 AND confirmed_at IS NOT NULL AND last_step < $3`;

/** Second factors in PostgreSQL. */
export function secondFactorStore(manager: EntityManager): SecondFactors {
  const sql = sqlOf(manager);
  const changed = async (text: string, values: unknown[]): Promise<boolean> => (await sql.query(text, values)).rowCount > 0;
  return {
    async findTotp(subjectRef) {
      const { rows } = await sql.query<TotpRow>('SELECT sealed_secret, confirmed_at FROM totp_factor WHERE subject_ref = $1', [subjectRef]);
      return rows[0] ? { subjectRef, sealedSecret: rows[0].sealed_secret, confirmedAt: rows[0].confirmed_at } : null;
    },
    offerTotp: (subjectRef, sealedSecret, at) => changed(OFFER, [subjectRef, sealedSecret, at]),
    confirmTotp: ({ subjectRef, sealedSecret }, step, at) => changed(CONFIRM, [subjectRef, sealedSecret, step, at]),
    takeTotpStep: ({ subjectRef, sealedSecret }, step) => changed(TAKE_STEP, [subjectRef, sealedSecret, step]),
    async dropTotp(subjectRef) {
      const { rows } = await sql.query<TotpRow>('DELETE FROM totp_factor WHERE subject_ref = $1 RETURNING confirmed_at', [subjectRef]);
      return rows[0] !== undefined && rows[0].confirmed_at !== null;
    },
    async replaceRecoveryCodes(subjectRef, marks, at) {
      await sql.query('DELETE FROM recovery_code WHERE subject_ref = $1', [subjectRef]);
      const text = 'INSERT INTO recovery_code (mark, subject_ref, created_at) SELECT mark, $1, $3 FROM unnest($2::bytea[]) AS mark';
      await sql.query(text, [subjectRef, marks, at]);
    },
    takeRecoveryCode: (subjectRef, marks) =>
      changed('DELETE FROM recovery_code WHERE subject_ref = $1 AND mark = ANY ($2::bytea[])', [subjectRef, marks]),
    async countRecoveryCodes(subjectRef) {
      const { rows } = await sql.query<{ left: number }>('SELECT count(*)::int AS left FROM recovery_code WHERE subject_ref = $1', [
        subjectRef,
      ]);
      return rows[0]!.left;
    },
  };
}
