import { sqlOf } from '@crossing/runtime';
import type { EntityManager } from 'typeorm';
import type { SignInChallenges } from './sign-in-challenge.ts';

const EXPECT = 'INSERT INTO sign_in_challenge (token_hash, subject_ref, expires_at) VALUES ($1, $2, $3)';
const FIND = 'SELECT subject_ref FROM sign_in_challenge WHERE token_hash = $1 AND expires_at > $2';

/** Sign-ins that wait for a second factor, in PostgreSQL. */
export function signInChallengeStore(manager: EntityManager): SignInChallenges {
  const sql = sqlOf(manager);
  return {
    expect: async ({ tokenHash, subjectRef, expiresAt }) => void (await sql.query(EXPECT, [tokenHash, subjectRef, expiresAt])),
    async find(tokenHash, at) {
      const { rows } = await sql.query<{ subject_ref: string }>(FIND, [tokenHash, at]);
      return rows[0] ? { subjectRef: rows[0].subject_ref } : null;
    },
    lock: async (tokenHash, at) => (await sql.query(`${FIND} FOR UPDATE`, [tokenHash, at])).rowCount === 1,
    drop: async (tokenHash) => void (await sql.query('DELETE FROM sign_in_challenge WHERE token_hash = $1', [tokenHash])),
  };
}
