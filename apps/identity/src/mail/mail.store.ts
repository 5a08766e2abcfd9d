import type { Sql } from '@crossing/kernel';
import { JOBS_SCHEMA } from '../job-queue.ts';
import { SEND_MAIL, SEND_PASSWORD_RESET, type Mail } from './mail.ts';

// graphile-worker waits eⁿ seconds after the n-th attempt, six hours at most: together half a day and more.
const ATTEMPTS = 12;

// The mail's id is no id of ours: it is made where the job is, and nothing but the mail carries it.
const ADD = `SELECT ${JOBS_SCHEMA}.add_job($1, (jsonb_build_object('mailId', gen_random_uuid()) || $2::jsonb)::json, max_attempts => ${ATTEMPTS})`;

/** Mail as jobs, written in the transaction that causes them: a rollback sends nothing (decisions D31). */
export const mailStore = (sql: Sql): Mail => ({
  async send(request) {
    await sql.query(ADD, [SEND_MAIL, JSON.stringify(request)]);
  },
  async requestPasswordReset(email) {
    await sql.query(`SELECT ${JOBS_SCHEMA}.add_job($1, $2::json)`, [SEND_PASSWORD_RESET, JSON.stringify({ email })]);
  },
});
