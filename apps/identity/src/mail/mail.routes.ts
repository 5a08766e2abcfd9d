import type { FastifyInstance } from 'fastify';
import { normalisedEmail } from '../account/email.ts';
import { mailPage } from './mail-page.ts';
import type { SentMail } from './outbox.ts';

/** `/dev/mail` for people and `/dev/mail.json?to=` for programs: what was kept instead of sent. Development only. */
export function addMailRoutes(http: FastifyInstance, read: (to: string | null) => Promise<readonly SentMail[]>): void {
  const recipientOf = (query: unknown): string | null => {
    const { to } = query as { to?: unknown };
    return typeof to === 'string' ? normalisedEmail(to) : null;
  };
  http.get('/dev/mail', async (request, reply) =>
    reply
      .type('text/html; charset=utf-8')
      .header('content-security-policy', "default-src 'none'; style-src 'unsafe-inline'")
      .send(mailPage(await read(recipientOf(request.query)))),
  );
  http.get('/dev/mail.json', async (request) => read(recipientOf(request.query)));
}
