/** A mail to be written: from a template, in the reader's language where there is one. */
export interface MailRequest {
  readonly to: string;
  readonly template: TemplateName;
  /** BCP 47. */
  readonly locale: string;
  readonly data: Readonly<Record<string, string>>;
}

/** A mail that waits in the queue. */
export interface QueuedMail extends MailRequest {
  /** The same at every attempt. */
  readonly mailId: string;
}

export type TemplateName =
  | 'confirm-email'
  | 'already-registered'
  | 'reset-password'
  | 'password-changed'
  | 'confirm-new-email'
  | 'email-change-requested'
  | 'email-changed'
  | 'email-taken'
  | 'account-closed'
  | 'company-invitation'
  | 'second-factor-added'
  | 'second-factor-removed'
  | 'recovery-codes-replaced'
  | 'recovery-code-used';

/** Where use cases hand over mail: it is sent if, and only if, their transaction commits. */
export interface Mail {
  send(request: MailRequest): Promise<void>;
  /** Has it looked up later whether the address has an account, and a token mailed if it has. */
  requestPasswordReset(email: string): Promise<void>;
}

/** A mail as it goes out. */
export interface RenderedMail {
  readonly mailId: string;
  readonly to: string;
  readonly subject: string;
  /** Plain text, in paragraphs. */
  readonly body: string;
  /** The confirmation token in it, if it is that kind of mail. */
  readonly token: string | null;
}

/** What carries mail away: SMTP, or the development outbox. Throws `MailRefused` when it never will. */
export type Carrier = (mail: RenderedMail) => Promise<void>;

/** The mail will not be taken, however often it is tried. */
export class MailRefused extends Error {
  constructor(why: string) {
    super(why);
    this.name = 'MailRefused';
  }
}

/** The name of the job that sends one mail. */
export const SEND_MAIL = 'send-mail';

/** The name of the job that mails a token for a new password, if the address has an account. */
export const SEND_PASSWORD_RESET = 'send-password-reset';
