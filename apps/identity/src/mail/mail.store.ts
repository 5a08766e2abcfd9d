import type { Sql } from '@crossing/kernel';
import { JOBS_SCHEMA } from '../job-queue.ts';
import { SEND_MAIL, type Mail } from './mail.ts';

/** Mail as jobs, written in the transaction that causes them: a rollback sends nothing (decisions D31). */
export const mailStore = (sql: Sql): Mail => ({
  async send(request) {
    await sql.query(`SELECT ${JOBS_SCHEMA}.add_job($1, $2::json, max_attempts => 12)`, [SEND_MAIL, JSON.stringify(request)]);
  },
});
