import type { Clock, Sql } from '@crossing/kernel';
import type { RenderedMail } from './mail.ts';

/** A mail that development kept instead of sending it. */
export interface SentMail extends RenderedMail {
  readonly sentAt: Date;
}

/** Keeps a mail; one that was kept before, once. */
export const keepMail = (
  sql: Sql,
  { clock }: { readonly clock: Clock },
  { mailId, to, subject, body, token }: RenderedMail,
): Promise<unknown> =>
  sql.query(
    `INSERT INTO sent_mail (mail_id, recipient, subject, body, token, sent_at) VALUES ($1, $2, $3, $4, $5, $6)
     ON CONFLICT (mail_id) DO NOTHING`,
    [mailId, to, subject, body, token, clock()],
  );

/** The newest hundred mails, newest first; to one address if `to` is given. */
export async function keptMails(sql: Sql, to: string | null): Promise<readonly SentMail[]> {
  const { rows } = await sql.query<{
    mail_id: string;
    recipient: string;
    subject: string;
    body: string;
    token: string | null;
    sent_at: Date;
  }>(
    `SELECT mail_id, recipient, subject, body, token, sent_at FROM sent_mail WHERE $1::text IS NULL OR recipient = $1
     ORDER BY sent_at DESC, mail_id DESC LIMIT 100`,
    [to],
  );
  return rows.map(({ mail_id, recipient, subject, body, token, sent_at }) => ({
    mailId: mail_id,
    to: recipient,
    subject,
    body,
    token,
    sentAt: sent_at,
  }));
}
