import { createTransport } from 'nodemailer';
import { MailRefused, type Carrier } from './mail.ts';
import { domainOf, type Sender } from './sender.ts';
import type { SmtpServer } from './smtp-server-url.ts';

interface Options {
  readonly server: SmtpServer;
  readonly from: Sender;
}

// A server that does not answer must not hold one of the few jobs that run at a time for minutes.
const TIMEOUTS = { connectionTimeout: 10_000, greetingTimeout: 10_000, socketTimeout: 30_000 };

/**
 * Sends by SMTP. Throws `MailRefused` when the server will never take the mail, and any other error when it is worth trying
 * again. A repeated mail has the same Message-ID, so that mail systems can see that it is one.
 */
export function smtpCarrier({ server, from }: Options): Carrier {
  const transport = createTransport({ ...server, ...TIMEOUTS, disableFileAccess: true, disableUrlAccess: true });
  return async ({ mailId, to, subject, body }) => {
    try {
      await transport.sendMail({
        from,
        to: { name: '', address: to },
        subject,
        text: body,
        messageId: `<${mailId}@${domainOf(from)}>`,
        // RFC 3834: no absence note answers it.
        headers: { 'Auto-Submitted': 'auto-generated' },
      });
    } catch (error) {
      throw failureOf(error as SmtpFailure);
    }
  };
}

/** What nodemailer says of a failure. */
interface SmtpFailure extends Error {
  readonly code?: string;
  readonly responseCode?: number;
  readonly command?: string;
}

// A 5xx before the recipient is named is about us (credentials, sender): an operator can mend it, and the mail then goes out.
const ABOUT_THE_MAIL: ReadonlySet<string> = new Set(['RCPT TO', 'DATA']);

/** The failure without the server's words: they repeat the address, and errors are logged. */
function failureOf({ code = 'unknown', responseCode = 0, command = 'CONN' }: SmtpFailure): Error {
  if (responseCode === 0) return new Error(`The mail server could not be used (${code} at ${command})`);
  const answer = `The mail server answered ${responseCode} to ${command}`;
  return responseCode >= 500 && ABOUT_THE_MAIL.has(command) ? new MailRefused(answer) : new Error(answer);
}
