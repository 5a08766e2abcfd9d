import { createTransport } from 'nodemailer';
import type { Carrier } from './mail.ts';

/** Sends by SMTP; throws when the server does not take it, so that the job is tried again. */
export function smtpCarrier({ url, from }: { readonly url: string; readonly from: string }): Carrier {
  const transport = createTransport(url);
  return async ({ to, subject, body }) => void (await transport.sendMail({ from, to, subject, text: body }));
}
